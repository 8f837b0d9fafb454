import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError } from "./input-error";
import type { Terminal } from "./terminal";

/** The text of a file that the command line names; `-` is the standard input. */
export function readInput(terminal: Terminal, file: string): string {
	if (file === "-") return terminal.input();
	try {
		return readFileSync(resolve(terminal.cwd, file), "utf8");
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}
