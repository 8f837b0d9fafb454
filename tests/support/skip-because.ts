import type { Context } from "mocha";
import { say } from "../../tools/setup/terminal";

/** Skips the test, or all tests of the block whose hook calls this, and prints why. */
export function skipBecause(context: Context, reason: string): never {
	say(`Skipped: ${reason}`);
	return context.skip();
}
