import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ensurePulumi } from "../tools/pulumi/install-pulumi";
import { buildPackage } from "../tools/setup/build-package";
import { runTool, say } from "../tools/setup/terminal";
import { largeLists, lists, manyLists } from "./callees/series";
import { exporting } from "./export";
import { type BenchOptions, parseBenchOptions, usage } from "./options";
import { pluginLife, pluginReadiness } from "./plugin";
import { reporting } from "./preview-report";
import { underQuota } from "./quota";
import { json, machineWith, markdown } from "./report";
import { rowsOf } from "./rows";
import { Samples } from "./samples";
import { amongOtherTasks, growth, importing, life, lifeAgain, readiness } from "./series";
import { closeAll } from "./subject";

const start = performance.now();

for (const [signal, code] of [
	["SIGINT", 130],
	["SIGTERM", 143],
	["SIGHUP", 129],
] as const) {
	process.once(signal, () => void closeAll().finally(() => process.exit(code)));
}

runTool(async () => {
	const options = parseBenchOptions(process.argv.slice(2));
	if (options.help) {
		say(usage);
		return 0;
	}
	await buildPackage(progress);
	const cli = await ensurePulumi(progress);
	const machine = machineWith(cli.version);
	const samples = new Samples();
	await measure(samples, options);
	const rows = rowsOf(samples, options);
	const report = json(machine, options, rows, samples);
	say(`${markdown(machine, rows, minutesSoFar())}\n\n\`\`\`json\n${report}\n\`\`\``);
	if (options.save) save(machine.date, report);
	return rows.every(({ met }) => met !== undefined) ? 0 : 1;
});

/** Runs every series that the rows need; a series that fails does not stop the others. */
async function measure(samples: Samples, options: BenchOptions): Promise<void> {
	const io = { samples, progress };
	const isTimeFor = (seconds: number) => minutesSoFar() + seconds / 60 < options.minutes;
	const series = [
		{ name: "first check", rows: [6], run: () => readiness(io, options) },
		{ name: "import", rows: [7], run: () => importing(io, options) },
		{ name: "life of a stack", rows: [1, 2, 3, 4, 5, 6, 10], run: () => life(io, options) },
		{ name: "growth", rows: [8], run: () => growth(io, options) },
		{ name: "other tasks", rows: [9], run: () => amongOtherTasks(io, options) },
		{ name: "quota", rows: [11], run: () => underQuota(io, options) },
		{ name: "lists", rows: [12, 13, 14, 15, 16, 17], run: () => lists(io, options, isTimeFor) },
		{ name: "large lists", rows: [13], run: () => largeLists(io, options) },
		{ name: "many lists", rows: [18], run: () => manyLists(io, options) },
		{ name: "report", rows: [19], run: () => reporting(io, options) },
		{ name: "export", rows: [20], run: () => exporting(io, options) },
		{ name: "start of the plugin", rows: [24], run: () => pluginReadiness(io, options) },
		{ name: "life of a plugin's stack", rows: [21, 22, 23, 24, 25], run: () => pluginLife(io, options) },
		{ name: "life of a stack, again", rows: [2, 10], run: () => lifeAgain(io, options, isTimeFor) },
	];
	for (const { name, rows, run } of series) {
		if (!rows.some((row) => options.rows.includes(row))) continue;
		progress(`${name} ...`);
		await run().catch((error: unknown) => {
			progress(`${name} FAILED: ${error instanceof Error ? error.message : String(error)}`);
		});
	}
}

function save(date: string, report: string): void {
	const folder = join(__dirname, "results");
	mkdirSync(folder, { recursive: true });
	const file = join(folder, `${date.slice(0, 10)}.json`);
	writeFileSync(file, `${report}\n`);
	progress(`Saved: ${file}`);
}

function minutesSoFar(): number {
	return (performance.now() - start) / 60_000;
}

function progress(line: string): void {
	process.stderr.write(`${minutesSoFar().toFixed(1).padStart(5)} min  ${line}\n`);
}
