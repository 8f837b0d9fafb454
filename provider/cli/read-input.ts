import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { InputError, reasonOf } from "./input-error";
import type { Terminal } from "./terminal";
import { textIn } from "./text-in";

/** The text of a file that the command line names; `-` is the standard input. */
export async function readInput(terminal: Terminal, file: string): Promise<string> {
	if (file === "-") return textIn(await terminal.input());
	try {
		return textIn(readFileSync(resolve(terminal.cwd, file)));
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
