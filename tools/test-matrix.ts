import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bundlers } from "./matrix/bundlers";
import { layouts } from "./matrix/layouts";
import { markdownTable } from "./matrix/markdown";
import { pack } from "./matrix/pack";
import type { Group, Means, Outcome, Row } from "./matrix/row";
import { runners } from "./matrix/runners";
import { sdks } from "./matrix/sdk";
import { types } from "./matrix/types";
import { ensurePulumi } from "./setup/install-pulumi";
import { runTool, say } from "./setup/terminal";

const groups: readonly Group[] = [types, runners, bundlers, layouts, sdks];

runTool(async () => {
	const { chosen, only } = optionsOf(process.argv.slice(2));
	await ensurePulumi(say);
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-matrix-")));
	try {
		const tarball = await pack(folder);
		const tables: string[] = [];
		let hasFailed = false;
		for (const group of chosen) {
			const outcomes = await tryOut(group, { folder: folderIn(folder, group.name), tarball }, only);
			hasFailed ||= outcomes.some((outcome) => outcome.hasFailed);
			const lines = outcomes.map(({ cells, text }) => [...cells, text]);
			tables.push(`${group.name}\n\n${markdownTable([[...group.head, "result"], ...lines])}`);
		}
		say(`\n${tables.join("\n\n")}`);
		return hasFailed ? 1 : 0;
	} finally {
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
});

/** `--rows types,layouts` chooses groups; `--only PnP` those rows whose cells hold the text. */
function optionsOf(args: string[]): { readonly chosen: readonly Group[]; readonly only: string } {
	const { values } = parseArgs({ args, options: { rows: { type: "string" }, only: { type: "string", default: "" } } });
	const names = values.rows?.split(",") ?? groups.map(({ name }) => name);
	const chosen = names.map((name) => {
		const group = groups.find((one) => one.name === name);
		if (group !== undefined) return group;
		throw new Error(`There are no rows "${name}". Choose from ${groups.map((one) => one.name).join(", ")}.`);
	});
	return { chosen, only: values.only };
}

async function tryOut(group: Group, means: Means, only: string): Promise<Outcome[]> {
	say(`\n${group.name}: fetching what its rows need ...`);
	const rows = await group.rows(means);
	const outcomes: Outcome[] = [];
	for (const [index, row] of rows.entries()) {
		if (!row.cells.join(", ").includes(only)) continue;
		const outcome = await outcomeOf(row, folderIn(means.folder, `row-${index}`));
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
