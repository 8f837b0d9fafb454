import { existsSync } from "node:fs";
import { join } from "node:path";
import { InputError } from "../input-error";

/** Refuses to overwrite files of a program. */
export function assertAbsent(folder: string, names: Iterable<string>): void {
	const existing = [...names].filter((name) => existsSync(join(folder, name)));
	if (existing.length === 0) return;
	throw new InputError(
		`${folder} already has ${existing.join(", ")}. Choose another folder, or overwrite them with --force. Nothing was written.`,
	);
}
