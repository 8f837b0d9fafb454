import type { Files } from "../write-files";
import { quoted } from "./literal";
import { type Line, linesOf, type Texts } from "./program";
import type { Exported } from "./read-account";

/** A program in Pulumi YAML. */
export function yamlFiles(exported: readonly Exported[], { className, head }: Texts): Files {
	const blocks = exported.map((one) => {
		const lines = linesOf(one).map((line) => `      ${textOf(line)}\n`);
		return [
			`  ${quoted(one.identifier)}:\n`,
			`    name: ${quoted(one.name)}\n`,
			`    type: aiccs:${className}\n`,
			"    properties:\n",
			...lines,
		].join("");
	});
	return new Map([["Main.yaml", [...head.map((line) => `# ${line}\n`), "resources:\n", ...blocks].join("")]]);
}

function textOf(line: Line): string {
	if ("comment" in line) return `# ${line.comment}`;
	const { property, value, isComment, remark } = line;
	const text = `${property}: ${flow(value)}`;
	return isComment ? `# Left out: ${remark}\n      # ${text}` : text;
}

/** A value on one line. Pulumi reads a dollar sign in a text as the beginning of an expression, unless it is doubled. */
function flow(value: unknown): string {
	if (typeof value === "string") return quoted(value.replaceAll("$", "$$$$"));
	if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
	if (typeof value !== "object" || value === null) return String(value);
	return `{ ${Object.entries(value)
		.map(([name, part]) => `${name}: ${flow(part)}`)
		.join(", ")} }`;
}
