import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Finding } from "../../definition/finding";

/** Folders with findings. */
const folders = new Set<string>();

/** The program removes the folder, unless the preview is cancelled. The engine watch ends the process after SIGINT. */
function removeAtExit(folder: string): void {
	if (folders.size === 0) {
		process.once("SIGTERM", () => process.exit(143));
		process.once("exit", () => {
			for (const one of folders) rmSync(one, { recursive: true, force: true });
		});
	}
	folders.add(folder);
}

/**
 * Writes the findings of a check for the program, which reads the file when the registration of the resource returns. A
 * replaced resource is checked twice in one preview; the findings of the second check count.
 */
export function writeFindings(file: string, findings: readonly Finding[]): void {
	if (findings.length === 0) {
		rmSync(file, { force: true });
		return;
	}
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	removeAtExit(dirname(file));
	const draft = `${file}.draft`;
	writeFileSync(draft, JSON.stringify(findings), { mode: 0o600 });
	renameSync(draft, file);
}
