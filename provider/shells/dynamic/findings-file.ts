import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Finding } from "../../definition/finding";

/** Folders that findings were left in. */
const folders = new Set<string>();

/** The program takes its findings before its provider is told to end, unless the preview is broken off. */
function removeWhenStopped(folder: string): void {
	if (folders.size === 0) {
		for (const signal of ["SIGINT", "SIGTERM"] as const) {
			process.once(signal, () => {
				for (const one of folders) rmSync(one, { recursive: true, force: true });
				process.kill(process.pid, signal);
			});
		}
	}
	folders.add(folder);
}

/**
 * Leaves what the check of a resource found for the program, which reads the file when the engine has answered the
 * resource's registration. A resource to be replaced is checked twice in one preview; what the second check finds counts.
 */
export function leaveFindings(file: string, findings: readonly Finding[]): void {
	if (findings.length === 0) {
		rmSync(file, { force: true });
		return;
	}
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	removeWhenStopped(dirname(file));
	const draft = `${file}.draft`;
	writeFileSync(draft, JSON.stringify(findings), { mode: 0o600 });
	renameSync(draft, file);
}
