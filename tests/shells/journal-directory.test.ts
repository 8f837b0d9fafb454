import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { journalDirectory } from "../../provider/shells/context";

describe("the journal's folder", () => {
	const before = process.env.XDG_STATE_HOME;
	afterEach(() => {
		if (before === undefined) delete process.env.XDG_STATE_HOME;
		else process.env.XDG_STATE_HOME = before;
	});

	it("is the one of PULUMI_AICCS_JOURNAL, which a scratch stack has for itself", () => {
		process.env.PULUMI_AICCS_JOURNAL = "/scratch/journal";
		try {
			assert.equal(journalDirectory(), "/scratch/journal");
		} finally {
			delete process.env.PULUMI_AICCS_JOURNAL;
		}
	});

	it("is in XDG_STATE_HOME if that is an absolute path", () => {
		process.env.XDG_STATE_HOME = "/somewhere/state";

		assert.equal(journalDirectory(), "/somewhere/state/pulumi-aiccs");
	});

	for (const value of ["", "state", "./state", "~/state"]) {
		it(`is in the user's home, never in the program's folder, if XDG_STATE_HOME is "${value}"`, () => {
			process.env.XDG_STATE_HOME = value;

			assert.equal(journalDirectory(), join(homedir(), ".local", "state", "pulumi-aiccs"));
		});
	}
});
