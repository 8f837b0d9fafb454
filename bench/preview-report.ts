import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startSimulator } from "../simulator/index";
import { childrenProcessorSeconds } from "../tools/pulumi/processes";
import { openTaskProgram } from "../tools/pulumi/task-program";
import { runCommand } from "../tools/setup/command";
import { count, shown } from "./figures";
import type { Measure } from "./measure";
import type { BenchOptions } from "./options";
import type { Io } from "./round";
import type { Sample } from "./samples";
import { sources } from "./subject";

const series = "report";
const campaigns = 200;
const mostSeconds = 1;
/** A process is short and its time varies much. */
const timesPerRun = 3;

/** The report of a preview of the real CLI, as a process of its own, beside one that only reads the file. */
export async function reporting({ samples, progress }: Io, options: BenchOptions): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
	const simulator = await startSimulator({ seed: 1 });
	const program = await openTaskProgram(sources.ours, { simulator });
	try {
		const preview = await program.run(["preview", "--json"], { env: { TASK_COUNT: String(campaigns) } });
		if (preview.exitCode !== 0) throw new Error(`the preview failed: ${preview.output.trim()}`);
		const file = join(folder, "preview.json");
		writeFileSync(file, preview.stdout);
		const command = [resolve("dist", "provider", "cli", "main.js"), "report", file];
		const report = [...command, "--format", "markdown,html", "--out", folder, "--project", folder];
		const read = ["-e", `JSON.parse(require("node:fs").readFileSync(${JSON.stringify(file)}, "utf8"))`];
		for (let run = 0; run < options.runs * timesPerRun; run++) {
			samples.add(series, "read", "replay", await timed(read));
			samples.add(series, "report", "ours", await timed(report));
		}
		progress(`report: ${campaigns} campaigns as Markdown and HTML: measured`);
	} finally {
		await program.close();
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function timed(args: readonly string[]): Promise<Sample> {
	const [start, before] = [performance.now(), childrenProcessorSeconds()];
	const { exitCode, output } = await runCommand(process.execPath, args);
	if (exitCode !== 0) throw new Error(`${args.join(" ")} ended with exit code ${exitCode}: ${output.trim()}`);
	const seconds = (performance.now() - start) / 1000;
	return { seconds, calls: {}, processorSeconds: childrenProcessorSeconds() - before };
}

export const previewReportRow: Measure = {
	figure: `\`pulumi-aiccs report\` of a preview with ${count(campaigns)} campaigns, as Markdown and HTML, over a process that reads the file`,
	goal: `at most ${mostSeconds} s`,
	result: (samples) => {
		const [report, read] = [samples.seconds(series, "report", "ours"), samples.seconds(series, "read", "replay")];
		const extra = report - read;
		const runs = samples.get(series, "report", "ours").length;
		const processor = samples.processorSeconds(series, "report", "ours");
		return {
			measured: `${shown(extra)} over reading (${shown(report)}, median of ${runs})`,
			met: extra <= mostSeconds,
			compared: [
				`reading ${shown(read)}`,
				...(processor === undefined ? [] : [`processor time ${shown(processor)}`]),
			].join("; "),
			values: { extra, report, read, ...(processor !== undefined && { processor }) },
		};
	},
};
