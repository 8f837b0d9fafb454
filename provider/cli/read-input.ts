import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError, reasonOf } from "./input-error";
import type { Terminal } from "./terminal";

/** The content of a file that the command line names; `-` is the standard input. */
export async function readInput(terminal: Terminal, file: string): Promise<Uint8Array> {
	if (file === "-") return terminal.input();
	try {
		return readFileSync(resolve(terminal.cwd, file));
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
