import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives the tests of a suite a folder of their own, in which the provider keeps its journal. Returns its path. */
export function useStateHome(): () => string {
	let folder = "";
	let outer: string | undefined;
	before(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-state-"));
		outer = process.env.XDG_STATE_HOME;
		process.env.XDG_STATE_HOME = folder;
	});
	after(() => {
		if (outer === undefined) delete process.env.XDG_STATE_HOME;
		else process.env.XDG_STATE_HOME = outer;
		rmSync(folder, { recursive: true, force: true });
	});
	return () => folder;
}
