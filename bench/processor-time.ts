import { readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** Seconds of processor of all children that have ended, and of theirs. NaN without /proc. */
export function childrenSeconds(): number {
	try {
		// The second field is the name in parentheses; whatever it holds, the fields of numbers follow its end.
		const text = readFileSync("/proc/self/stat", "utf8");
		const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
		const [user, system] = fields.slice(13, 15).map(Number);
		return ((user ?? Number.NaN) + (system ?? Number.NaN)) / ticksPerSecond;
	} catch {
		return Number.NaN;
	}
}
