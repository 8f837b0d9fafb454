/** What the end of an output says about each resource, by its name: `error: ...`, `warning: ...` and plain lines. */
export function diagnosticsOf(output: string): Map<string, string[]> {
	const [, text = ""] = /\nDiagnostics:\n([\s\S]*?)\n(?=\S)/.exec(output) ?? [];
	const found = new Map<string, string[]>();
	let lines: string[] = [];
	for (const line of text.split("\n")) {
		const [, name] = /^ {2}\S+ \((\S+)\):$/.exec(line) ?? [];
		if (name !== undefined) {
			lines = found.get(name) ?? [];
			found.set(name, lines);
		} else if (line.trim() !== "") lines.push(line.trim());
	}
	return found;
}
