import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reasonOf } from "./input-error";

/**
 * Writes files into a folder: all of them, or none. Each is written beside its place and moved there once all are
 * written.
 */
export function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
	const staged = [...files].map(([name, text]) => {
		const path = join(folder, name);
		return { path, text, stage: `${path}.${process.pid}.tmp` };
	});
	const made: string[] = [];
	const written: string[] = [];
	try {
		for (const { path, text, stage } of staged) {
			const first = mkdirSync(dirname(path), { recursive: true });
			if (first !== undefined) made.push(first);
			if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is a folder.`);
			written.push(stage);
			writeFileSync(stage, text);
		}
		for (const { path, stage } of staged) renameSync(stage, path);
	} catch (error) {
		for (const stage of written) rmSync(stage, { force: true });
		for (const one of made) rmSync(one, { recursive: true, force: true });
		throw new Error(`The files cannot be written to ${folder}, so none was: ${reasonOf(error)}`);
	}
}
