import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markdownTable } from "./markdown-table";
import { bundlers } from "./matrix/bundlers";
import { layouts } from "./matrix/layouts";
import { isWanted, parseMatrixOptions } from "./matrix/options";
import { pack } from "./matrix/pack";
import type { Group, MatrixContext, Outcome, Row } from "./matrix/row";
import { runners } from "./matrix/runners";
import { sdks } from "./matrix/sdk";
import { types } from "./matrix/types";
import { ensurePulumi } from "./pulumi/install-pulumi";
import { runTool, say } from "./setup/terminal";

const groups: readonly Group[] = [types, runners, bundlers, layouts, sdks];

runTool(async () => {
	const { chosen, only, tests } = parseMatrixOptions(process.argv.slice(2), groups);
	await ensurePulumi(say);
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-matrix-")));
	process.on("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
	const tarball = await pack(folder);
	const tables: string[] = [];
	let hasFailed = false;
	for (const group of chosen) {
		const outcomes = await runGroup(group, { folder: folderIn(folder, group.name), tarball, tests }, only);
		// A group without rows proves nothing.
		hasFailed ||= outcomes.length === 0 || outcomes.some((outcome) => outcome.hasFailed);
		const lines = outcomes.map(({ cells, text }) => [...cells, text]);
		tables.push(`${group.name}\n\n${markdownTable([...group.head, "result"], lines)}`);
	}
	say(`\n${tables.join("\n\n")}`);
	return hasFailed ? 1 : 0;
});

// Child processes and the folder are cleaned up on exit, which a signal would skip.
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

async function runGroup(group: Group, context: MatrixContext, only: string): Promise<Outcome[]> {
	say(`\n${group.name}: fetching what its rows need ...`);
	const rows = await group.rows(context);
	const outcomes: Outcome[] = [];
	for (const [index, row] of rows.entries()) {
		if (!isWanted(row.cells, only)) continue;
		const outcome = await outcomeOf(row, folderIn(context.folder, `row-${index}`));
		say(`${outcome.hasFailed ? "✘" : "✔"} ${[...row.cells, outcome.text].join(", ")}`);
		outcomes.push(outcome);
	}
	return outcomes;
}

async function outcomeOf(row: Row, folder: string): Promise<Outcome> {
	try {
		return { cells: row.cells, text: await row.run(folder), hasFailed: false };
	} catch (error) {
		say(`\n${row.cells.join(", ")}:\n${error instanceof Error ? error.message : String(error)}\n`);
		return { cells: row.cells, text: "**failed**", hasFailed: true };
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function folderIn(folder: string, name: string): string {
	const path = join(folder, name);
	mkdirSync(path);
	return path;
}
