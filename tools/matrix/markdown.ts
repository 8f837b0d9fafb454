/** A table of one group of rows: the first line is the head. */
export function markdownTable(lines: readonly (readonly string[])[]): string {
	const [head = [], ...body] = lines.map((cells) => cells.map((cell) => cell.replaceAll("|", "\\|")));
	return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
