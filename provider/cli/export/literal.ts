/** Columns of a line, and of a tab in it, as the usual formatters count them. */
const columns = 120;
const tab = 2;

/** Characters that an editor does not show, or shows in another order. */
const unseen = /(?![\u{10000}-\u{10ffff}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u00a0\u3000]/gu;

/** A text in double quotes, the same in JavaScript, JSON and YAML. */
export function quoted(text: string): string {
	return JSON.stringify(text).replace(
		unseen,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
	);
}

/** A value as a formatter writes it in a program: on one line where it fits. `before` is the text on its line, after the tabs. */
export function literal(value: unknown, depth: number, before: string): string {
	const line = oneLine(value);
	const width = depth * tab + before.length + line.length + 1;
	if (!Array.isArray(value) || (width <= columns && !isTable(value))) return line;
	const inner = "\t".repeat(depth + 1);
	const lines = value.map((element: unknown) => `${inner}${literal(element, depth + 1, "")},\n`);
	return `[\n${lines.join("")}${"\t".repeat(depth)}]`;
}

/** Formatters give each object of a list a line of its own. */
function isTable(list: readonly unknown[]): boolean {
	return list.length > 1 && list.every((element) => typeof element === "object");
}

function oneLine(value: unknown): string {
	if (typeof value === "string") return quoted(value);
	if (Array.isArray(value)) return `[${value.map(oneLine).join(", ")}]`;
	if (typeof value !== "object" || value === null) return String(value);
	const parts = Object.entries(value).map(([name, part]) => `${name}: ${oneLine(part)}`);
	return `{ ${parts.join(", ")} }`;
}
