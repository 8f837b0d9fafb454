/** The JSON in the output of a command. */
export interface JsonInText {
	/** The objects, or the list, whose first line begins with a brace or bracket. */
	readonly values: readonly unknown[];
	/** True if an object or a list begins and does not end. */
	readonly isCut: boolean;
}

/**
 * Finds JSON between lines of other programs, such as those of npm. An object takes one line, or the lines from one that
 * begins with a brace to the next that begins with its closing one.
 */
export function jsonIn(text: string): JsonInText {
	const lines = text.split(/\r?\n/);
	const values: unknown[] = [];
	let isCut = false;
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? "";
		if (!/^[{[]/.test(line)) continue;
		const last = lastLineOf(lines, index);
		const value = parsed(lines.slice(index, last + 1).join("\n"));
		if (value !== undefined) values.push(value);
		// A line such as "[warning] ..." is no JSON.
		else isCut ||= /^(\{\s*$|\{"|\[\s*$)/.test(line);
		if (value !== undefined) index = last;
	}
	return { values, isCut };
}

/** A line that holds a whole object is its own last one. */
function lastLineOf(lines: readonly string[], first: number): number {
	const line = lines[first] ?? "";
	if (/[}\]]\s*$/.test(line)) return first;
	const end = line.startsWith("{") ? /^\}/ : /^\]/;
	const last = lines.findIndex((other, index) => index > first && end.test(other));
	return last === -1 ? lines.length - 1 : last;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
