import { lstatSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "./input-error";

/** The texts of files, by their paths in a folder. */
export type Files = ReadonlyMap<string, string>;

/** Writes all files into a folder, or none of them: existing ones are replaced once all new ones are written. */
export function writeFiles(folder: string, files: Files): void {
	const undo: (() => void)[] = [];
	try {
		const made = mkdirSync(folder, { recursive: true });
		if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
		const stage = mkdtempSync(join(folder, ".pulumi-aiccs-"));
		const removeStage = () => rmSync(stage, { recursive: true, force: true });
		undo.push(removeStage);
		for (const [name, text] of files) writeFileSync(join(stage, name), text);
		for (const name of files.keys()) replace(join(folder, name), join(stage, name), join(stage, `${name}.old`), undo);
		removeStage();
	} catch (error) {
		for (const step of undo.reverse()) step();
		throw new Error(`The files cannot be written to ${folder}, and nothing was changed: ${reasonOf(error)}`);
	}
}

function replace(path: string, staged: string, old: string, undo: (() => void)[]): void {
	const existing = lstatSync(path, { throwIfNoEntry: false });
	if (existing?.isDirectory()) throw new Error(`${path} is a folder.`);
	if (existing !== undefined) {
		renameSync(path, old);
		undo.push(() => renameSync(old, path));
	}
	renameSync(staged, path);
	undo.push(() => rmSync(path, { force: true }));
}
