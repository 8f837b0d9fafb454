import type { Definition } from "../../definition/define-resource";
import { type Fill, unprovenText } from "../../definition/expressed";
import { importFileName } from "./import-file";
import { importCommand } from "./program";
import type { Language } from "./project-files";
import type { AccountRead, Exported } from "./read-account";

export interface Written {
	readonly folder: string;
	readonly files: readonly string[];
	readonly fill: Fill;
	readonly language: Language;
}

type Facts<T> = Pick<Definition<T>, "properties">;

/** What an export did and what is left to do, in lines for people. */
export function summary<T>(definition: Facts<T>, read: AccountRead, written?: Written): string[] {
	const { exported, notExported, released } = read;
	const total = exported.length + notExported.length;
	const left = released === 0 ? "" : ` ${released} released ${released === 1 ? "one is" : "ones are"} left out.`;
	return [
		...(written === undefined
			? []
			: [
					`${exported.length} of ${tasks(total)} written to ${written.folder}: ${written.files.join(", ")}.${left}`,
					...unusedFill(written.fill, exported),
				]),
		...notExported.map(
			({ id, reasons }) => `Not exported: task ${id}. A program cannot declare it: ${reasons.join(" ")}`,
		),
		...(notExported.length === 0 ? [] : ["Change in the console what a program cannot declare, and export again."]),
		...unprovenValues(definition, exported),
		...leftOut(exported),
		...toFill(exported, written),
		...(written === undefined ? [] : [next(written)]),
	];
}

/** `1 task`, `2 tasks`. */
export function tasks(count: number): string {
	return `${count} ${count === 1 ? "task" : "tasks"}`;
}

/** How many resources have each of some properties. */
function counted(exported: readonly Exported[], namesOf: (one: Exported) => Iterable<string>): Map<string, number> {
	const counts = new Map<string, number>();
	for (const name of exported.flatMap((one) => [...namesOf(one)])) counts.set(name, (counts.get(name) ?? 0) + 1);
	return counts;
}

function unusedFill(fill: Fill, exported: readonly Exported[]): string[] {
	const unused = [...fill].filter(([name, value]) => !exported.some(({ values }) => values.get(name) === value));
	return unused.map(([name]) => `--fill ${name} was not used: no task lacks the value.`);
}

function unprovenValues<T>({ properties }: Facts<T>, exported: readonly Exported[]): string[] {
	const counts = counted(exported, ({ unproven }) => unproven);
	return [...properties].flatMap(([name, { readBack }]) => {
		const count = counts.get(name);
		if (count === undefined) return [];
		return `In ${tasks(count)}, ${unprovenText(name, readBack)} To use one value for all of them: --fill ${name}=<value>`;
	});
}

function leftOut(exported: readonly Exported[]): string[] {
	const counts = counted(exported, (one) => one.leftOut.keys());
	return [...counts].map(
		([name, count]) =>
			`In ${tasks(count)}, ${name} is not declared. A comment in the program shows what the service shows, and says why.`,
	);
}

function toFill(exported: readonly Exported[], written: Written | undefined): string[] {
	const counts = counted(exported, (one) => one.toFill.keys());
	const files = written?.files.filter((name) => name !== "index.ts" && name !== importFileName).join(", ");
	return [...counts].map(
		([name, count]) =>
			`Left to fill in: ${name} of ${tasks(count)}, which the service does not show. TODO marks each in ${files} and ${importFileName}, and nothing can be imported before. For one value in all of them, run again with --force --fill ${name}=<value>`,
	);
}

function next({ language }: Written): string {
	const install = language === "yaml" ? "install the plugin (npm install pulumi-aiccs)" : "npm install";
	return `Next, in that folder: ${install}, pulumi stack init, the configuration of the account, then: ${importCommand}`;
}
