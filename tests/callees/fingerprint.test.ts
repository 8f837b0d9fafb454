import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Roster } from "../../provider/callees/roster";

describe("the fingerprint of a list", () => {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-fingerprint-"));
	after(() => rmSync(folder, { recursive: true }));

	async function fingerprintOf(...rows: string[]): Promise<string> {
		const path = join(folder, "list.csv");
		writeFileSync(path, ["calleeNumber,outId,customerName", ...rows, ""].join("\n"));
		return (await Roster.read({ source: { path, hash: "" }, encryptionType: undefined })).fingerprint;
	}

	it("is the same for the same people in another order, with other variables", async () => {
		const one = await fingerprintOf("13800000001,a,Li", "13800000002,b,Wang");

		assert.equal(await fingerprintOf("13800000002,b,Wang", "13800000001,a,Zhao"), one);
	});

	it("differs for other people", async () => {
		const lists = [
			["13800000001,a,Li", "13800000002,b,Wang"],
			["13800000001,a,Li", "13800000003,b,Wang"],
			["13800000001,a,Li", "13800000002,c,Wang"],
			["13800000001,a,Li"],
			["13800000001,,Li", "13800000002,b,Wang"],
			// The same numbers and the same outIds, exchanged.
			["13800000001,b,Li", "13800000002,a,Wang"],
			["13800000000,a,Li", "13800000003,b,Wang"],
		];
		const fingerprints = new Set<string>();
		for (const rows of lists) fingerprints.add(await fingerprintOf(...rows));

		assert.equal(fingerprints.size, lists.length);
	});
});
