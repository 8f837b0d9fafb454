import { join, resolve } from "node:path";
import { aiCallTaskTokens } from "../../program/type-tokens";
import { aiCallTask } from "../../tasks/resource";
import { type AccountOptions, openAccount } from "../account";
import { exitCode } from "../exit-code";
import { groupedBy } from "../grouped-by";
import { readInput } from "../read-input";
import { previewIn } from "../report/preview";
import type { Terminal } from "../terminal";
import { writeFiles } from "../write-files";
import { assertAbsent } from "./assert-absent";
import { fillOf } from "./fill";
import { importFile, importFileName } from "./import-file";
import { findLeftBehind, type Left, type NotImported } from "./left-behind";
import { importCommandFor } from "./program";
import { type Selection, selectorOf } from "./selection";
import { tasks } from "./summary";

export interface LeftBehindExportOptions extends AccountOptions, Selection {
	/** The file with the output of `pulumi preview --json`; `-` is the standard input. */
	readonly leftBehind: string;
	/** The folder of the import file, made if it does not exist. */
	readonly out: string;
	readonly fill: readonly string[];
	/** Overwrites an import file. */
	readonly force: boolean;
}

/** Writes the import file of the tasks that an interrupted run has left in the account. */
export async function exportLeftBehind(terminal: Terminal, options: LeftBehindExportOptions): Promise<void> {
	const folder = resolve(terminal.cwd, options.out);
	const [isSelected, fill] = [selectorOf(options), fillOf(aiCallTask.definition, options.fill)];
	const preview = previewIn(await readInput(terminal, options.leftBehind));
	if (!options.force) assertAbsent(folder, [importFileName]);
	const { context } = await openAccount(terminal, options);
	const left = await findLeftBehind(context, aiCallTask, aiCallTaskTokens, preview, { isSelected, fill });
	if (left.imported.length > 0) {
		const text = importFile(left.imported, aiCallTaskTokens, left.shell, left.parents);
		writeFiles(folder, new Map([[importFileName, text]]));
	}
	for (const line of summaryOf(left, join(folder, importFileName))) terminal.tell(line);
	if (left.notImported.length > 0) terminal.exitCode = exitCode.found;
}

/** What was found and what is left to do, in lines for people. */
function summaryOf({ imported, notImported, secrets }: Left, file: string): string[] {
	const refused = refusedTexts(notImported);
	if (imported.length === 0) return ["No task is left behind that can be imported. Nothing was written.", ...refused];
	return [
		`${tasks(imported.length)} of the account written to ${file}: defined as the program declares, and without numbers.`,
		...refused,
		"A task that another stack declares in the same way looks the same: import only what is yours. --created-since leaves out older tasks.",
		...(secrets.length === 0
			? []
			: [`The file has secrets in plain text (${secrets.join(", ")}). Delete it after the import.`]),
		`Next, in the folder of the program: ${importCommandFor(file)}, then pulumi up.`,
	];
}

/** What is not imported, each reason once. */
function refusedTexts(notImported: readonly NotImported[]): string[] {
	return [...groupedBy(notImported, ({ reason }) => reason)].flatMap(([reason, alike]) => [
		`Not imported: ${reason}.`,
		...alike.map(({ label, id }) => (id === undefined ? `  ${label}` : `  ${label}, task ${id}`)),
	]);
}
