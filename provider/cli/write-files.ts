import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Writes files into a folder: all of them, or none. Each is written beside its place and moved there once all are
 * written.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
	const staged = [...files].map(([name, text]) => {
		const path = join(folder, name);
		return { path, text, stage: `${path}.${process.pid}.tmp` };
	});
	try {
		for (const { path, text, stage } of staged) {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(stage, text);
		}
		for (const { path, stage } of staged) renameSync(stage, path);
	} finally {
		for (const { stage } of staged) if (existsSync(stage)) rmSync(stage);
	}
}
