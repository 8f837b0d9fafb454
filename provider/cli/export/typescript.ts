import { groupedBy } from "../grouped-by";
import type { Files } from "../write-files";
import { literal, quoted } from "./literal";
import { type Line, linesOf, type Texts } from "./program";
import type { Exported } from "./read-account";

export interface Split {
	/** Resources of each file. */
	readonly every?: number | undefined;
	readonly byAgent?: boolean | undefined;
}

/** A program in TypeScript: files that declare the resources, and one that imports them. */
export function typescriptFiles(exported: readonly Exported[], texts: Texts, split: Split): Files {
	const modules = modulesOf(exported, split);
	return new Map([
		["index.ts", indexFile(texts, [...modules.keys()])],
		...[...modules].map(([name, ones]) => [`${name}.ts`, moduleFile(ones, texts)] as const),
	]);
}

/** The resources of each module. */
function modulesOf(exported: readonly Exported[], { every, byAgent = false }: Split): Map<string, Exported[]> {
	const nameOf = ({ one, index }: { readonly one: Exported; readonly index: number }) => {
		if (byAgent) return one.agent === undefined ? "no-agent" : `agent-${one.agent.replace(/[^\w-]+/g, "-")}`;
		return every === undefined ? "tasks" : `tasks-${Math.floor(index / every) + 1}`;
	};
	const groups = groupedBy(
		exported.map((one, index) => ({ one, index })),
		nameOf,
	);
	return new Map([...groups].map(([name, group]) => [name, group.map(({ one }) => one)]));
}

function indexFile({ head }: Texts, modules: readonly string[]): string {
	return [...head.map((line) => `// ${line}\n`), ...modules.map((name) => `import ${quoted(`./${name}`)};\n`)].join("");
}

function moduleFile(exported: readonly Exported[], { className }: Texts): string {
	const blocks = exported.map((one) => {
		const lines = linesOf(one).map((line) => `${textOf(line)}\n`);
		return `export const ${one.identifier} = new ${className}(${quoted(one.name)}, {\n${lines.join("")}});\n`;
	});
	return [`import { ${className} } from "pulumi-aiccs";\n`, ...blocks].join("\n");
}

function textOf(line: Line): string {
	if ("comment" in line) return `\t// ${line.comment}`;
	const { property, value, isComment, remark } = line;
	const before = `${property}: `;
	if (!isComment) return `\t${before}${literal(value, 1, before)},`;
	const text = `${before}${literal(value, 0, `// ${before}`)},`.replaceAll("\n", "\n\t// ");
	return `\t// Left out: ${remark}\n\t// ${text}`;
}
