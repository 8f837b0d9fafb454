import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../input-error";
import type { Files } from "./program";

/** Refuses to overwrite files of a program. */
export function assertAbsent(folder: string, names: Iterable<string>): void {
	const existing = [...names].filter((name) => existsSync(join(folder, name)));
	if (existing.length === 0) return;
	throw new InputError(
		`${folder} already has ${existing.join(", ")}. Choose another folder, or overwrite them with --force. Nothing was written.`,
	);
}

/** Writes all files into a folder, or none of them. */
export function writeFiles(folder: string, files: Files): void {
	const undo: (() => void)[] = [];
	try {
		const made = mkdirSync(folder, { recursive: true });
		if (made !== undefined) undo.push(() => rmSync(made, { recursive: true, force: true }));
		const stage = mkdtempSync(join(folder, ".aiccs-export-"));
		const removeStage = () => rmSync(stage, { recursive: true, force: true });
		undo.push(removeStage);
		for (const [name, text] of files) writeFileSync(join(stage, name), text);
		for (const name of files.keys()) replace(join(folder, name), join(stage, name), join(stage, `${name}.old`), undo);
		removeStage();
	} catch (error) {
		for (const step of undo.reverse()) step();
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`The files could not be written: ${reason}. Nothing was changed.`);
	}
}

function replace(path: string, staged: string, old: string, undo: (() => void)[]): void {
	if (existsSync(path)) {
		renameSync(path, old);
		undo.push(() => renameSync(old, path));
	}
	renameSync(staged, path);
	undo.push(() => rmSync(path, { force: true }));
}
