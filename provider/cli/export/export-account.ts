import { resolve } from "node:path";
import { aiCallTaskTokens } from "../../program/type-tokens";
import { aiCallTask } from "../../tasks/resource";
import { type AccountOptions, openAccount } from "../account";
import { exitCode } from "../exit-code";
import { InputError } from "../input-error";
import type { Terminal } from "../terminal";
import { type Files, writeFiles } from "../write-files";
import { assertAbsent } from "./assert-absent";
import { type CheckOptions, checkExport } from "./check";
import { fillOf } from "./fill";
import { importFile, importFileName } from "./import-file";
import { textsOf } from "./program";
import { type Language, projectFiles } from "./project-files";
import { type AccountRead, readAccount } from "./read-account";
import { type Selection, selectorOf } from "./selection";
import { summary } from "./summary";
import { type Split, typescriptFiles } from "./typescript";
import { yamlFiles } from "./yaml";

export interface ExportOptions extends AccountOptions, Selection {
	/** The folder of the program, made if it does not exist. */
	readonly out: string;
	readonly language: Language;
	readonly fill: readonly string[];
	readonly split: Split;
	/** Overwrites files of a program. */
	readonly force: boolean;
	/** Imports and previews the program in a scratch stack. */
	readonly check: boolean;
}

/** Writes the tasks of the account as a program and an import file. */
export async function exportAccount(terminal: Terminal, options: ExportOptions): Promise<void> {
	const { definition } = aiCallTask;
	const folder = resolve(terminal.cwd, options.out);
	const [isSelected, fill] = [selectorOf(options), fillOf(definition, options.fill)];
	if (!options.force) assertAbsent(folder, ["index.ts", "Main.yaml", importFileName]);
	const { context, configuration } = await openAccount(terminal, options);
	const read = await readAccount(context, aiCallTask, {
		account: options.account,
		isSelected,
		fill,
		progress: terminal.progress,
	});
	const tell = (lines: readonly string[]) => lines.forEach((line) => void terminal.tell(line));
	if (read.exported.length === 0) {
		tell(summary(definition, read));
		throw new InputError(`${nothing(read)} Nothing was written.`);
	}
	const files = programFiles(read, options);
	if (!options.force) assertAbsent(folder, files.keys());
	writeFiles(folder, new Map([...projectFiles(folder, options.language), ...files]));
	tell(summary(definition, read, { folder, files: [...files.keys()], fill, language: options.language }));
	const isComplete = read.notExported.length === 0 && read.exported.every(({ toFill }) => toFill.size === 0);
	if (!isComplete) terminal.exitCode = exitCode.found;
	if (options.check)
		await check(terminal, read, { ...options, folder, files, configuration, numbers: numbersIn(read) });
}

function programFiles(read: AccountRead, { language, split }: ExportOptions): Files {
	const texts = textsOf(aiCallTask.definition, read);
	const { exported } = read;
	const program = language === "yaml" ? yamlFiles(exported, texts) : typescriptFiles(exported, texts, split);
	const imported = exported.map(({ name, id, values, outputs, toFill }) => ({
		name,
		id,
		inputs: Object.fromEntries(values),
		outputs,
		toFill: toFill.keys(),
	}));
	const shell = language === "yaml" ? "plugin" : "dynamic";
	return new Map([...program, [importFileName, importFile(imported, aiCallTaskTokens, shell)]]);
}

async function check(terminal: Terminal, { exported }: AccountRead, options: CheckOptions): Promise<void> {
	if (exported.some(({ toFill }) => toFill.size > 0)) {
		terminal.tell("Not checked: values are left to fill in.");
		return;
	}
	terminal.progress?.("checking in a scratch stack");
	const { isUnchanged, output } = await checkExport(terminal, options).finally(() => terminal.progress?.(""));
	if (isUnchanged) {
		terminal.tell("Checked in a scratch stack: after the import, pulumi preview --refresh shows no change.");
		return;
	}
	terminal.exitCode = exitCode.found;
	terminal.tell(
		`Checked in a scratch stack: after the import, pulumi preview --refresh does not end without changes.\n${output}`,
	);
}

/** The numbers of lines in the program. */
function numbersIn({ exported }: AccountRead): string[] {
	const names = [...aiCallTask.definition.properties].filter(([, { textOf }]) => textOf === "number");
	const values = exported.flatMap((one) => names.map(([name]) => one.values.get(name)));
	return [...new Set(values.filter((value) => typeof value === "string"))];
}

function nothing({ released, notExported }: AccountRead): string {
	if (notExported.length > 0) return "No task can be exported.";
	const left = released === 0 ? "" : ` except for ${released} that ${released === 1 ? "was" : "were"} released`;
	return `The account has no task that matches${left}. Check the filters, and that the credentials are those of its account.`;
}
