export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const escaped = (cell: string) => cell.replaceAll("|", "\\|").replaceAll("\n", " ");
	const line = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
