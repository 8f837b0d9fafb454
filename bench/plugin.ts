import { join } from "node:path";
import { noopPlugin, ourPlugin } from "../tools/pulumi/plugin-program";
import { runCommand } from "../tools/setup/command";
import { callsShown, count, shown } from "./figures";
import type { Measure, Result } from "./measure";
import type { BenchOptions } from "./options";
import { type Io, round } from "./round";
import { median, type Name, type Samples, total } from "./samples";
import type { Step } from "./subject";

const series = "plugin";
const rowsNeeding: Readonly<Partial<Record<Step, readonly number[]>>> = {
	up: [21, 22, 23, 24, 25],
	noChange: [21, 24],
	refresh: [23, 24, 25],
};
const names = ["plugin", "noopPlugin"] as const;
const mostMegabytes = 120;
const mostSeconds = 0.35;
/** The start of a process is short and varies much. */
const startsPerRun = 5;

/** Rows 21 to 25: the life of a YAML program's stack. */
export async function pluginLife(io: Io, options: BenchOptions): Promise<void> {
	const all: readonly Step[] = ["up", "noChange", "refresh"];
	const steps = all.filter((step) => rowsNeeding[step]?.some((row) => options.rows.includes(row)));
	const { tasks, onceAboveSeconds, runs: repeats } = options;
	await round(io, { series, names, steps, tasks, repeats, onceAboveSeconds });
}

const starts: readonly (readonly [step: string, name: Name, args: readonly string[]])[] = [
	["empty", "noopPlugin", [join(__dirname, "start-up", "empty-process.js"), "--port-only"]],
	["ready", "noopPlugin", [noopPlugin.script]],
	["ready", "plugin", [ourPlugin.script]],
];

/** Row 24: seconds from the start of a plugin to its configuration, by turns with a process that does nothing. */
export async function pluginReadiness({ samples, progress }: Io, { runs }: BenchOptions): Promise<void> {
	const script = join(__dirname, "start-up", "plugin-ready.js");
	for (let run = 0; run < runs * startsPerRun; run++) {
		for (const [step, name, args] of starts) {
			const { exitCode, stdout, output } = await runCommand(process.execPath, [script, ...args]);
			if (exitCode !== 0) throw new Error(`${args[0]} ended with exit code ${exitCode}: ${output.trim()}`);
			samples.add("plugin start", step, name, { seconds: Number(stdout), calls: {} });
		}
	}
	progress("plugin start: time to the configuration of a plugin: measured");
}

export const pluginRows: Readonly<Record<number, (tasks: number) => Measure>> = {
	21: (tasks) => ({
		figure: `plugin, YAML: no-change \`up\`, ${count(tasks)} tasks / no-op plugin; API calls`,
		goal: "at most 1.10; 0 calls",
		result: (samples) => ratioRow(samples, "noChange", 1.1, 0),
	}),
	22: (tasks) => ({
		figure: `plugin, YAML: first \`up\`, ${count(tasks)} tasks / no-op plugin; API calls`,
		goal: `at most 1.25; ${count(tasks)} creates + at most 12`,
		result: (samples) => ratioRow(samples, "up", 1.25, tasks + 12),
	}),
	23: (tasks) => ({
		figure: `plugin, YAML: \`refresh\`, ${count(tasks)} tasks / no-op plugin; API calls`,
		goal: `at most 1.5; at most ${count(tasks)} + total/100`,
		result: (samples) => ratioRow(samples, "refresh", 1.5, tasks + Math.ceil(tasks / 100)),
	}),
	24: (tasks) => ({
		figure: `plugin process: ready over an empty Node.js process; peak memory at ${count(tasks)} tasks`,
		goal: `at most ${mostSeconds} s; at most ${mostMegabytes} MB`,
		result: pluginProcess,
	}),
	25: () => ({
		figure: "plugin: state bytes for each task / the no-op plugin's with the same inputs",
		goal: "at most 1.25",
		result: stateSizes,
	}),
};

function ratioRow(samples: Samples, step: Step, limit: number, mostCalls: number): Result {
	const [ours, noop] = names.map((name) => samples.seconds(series, step, name));
	const [processor, noopProcessor] = names.map((name) => samples.processorSeconds(series, step, name));
	const ratio = Number(ours) / Number(noop);
	const processorRatio = Number(processor) / Number(noopProcessor);
	const byAction = samples.calls(series, step, "plugin");
	const runs = samples.get(series, step, "plugin").length;
	return {
		measured: `${ratio.toFixed(2)} (${shown(Number(ours))}, ${runs === 1 ? "1 run" : `median of ${runs}`}); ${callsShown(byAction)}`,
		met: ratio <= limit && total(byAction) <= mostCalls,
		compared: `no-op plugin ${shown(Number(noop))}; processor time ${processorRatio.toFixed(2)} of the no-op plugin's`,
		values: { ratio, ours: Number(ours), noop: Number(noop), calls: total(byAction), runs, processorRatio },
	};
}

function pluginProcess(samples: Samples): Result {
	const start = "plugin start";
	const empty = samples.seconds(start, "empty", "noopPlugin");
	const [ours = Number.NaN, noop = Number.NaN] = names.map((name) => samples.seconds(start, "ready", name));
	const peaks = names.map((name) =>
		(["up", "noChange", "refresh"] as const).map((step) => {
			const found = samples.get(series, step, name).flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
			if (found.length === 0) throw new Error("the memory of the plugin is unknown; reading it needs /proc");
			return Math.max(...found);
		}),
	);
	const [ourPeaks = [], noopPeaks = []] = peaks;
	const [extra, megabytes] = [ours - empty, Math.max(...ourPeaks)];
	const shownPeaks = ([up = 0, noChange = 0, refresh = 0]: readonly number[]) =>
		`first up ${Math.round(up)}, no change ${Math.round(noChange)}, refresh ${Math.round(refresh)} MB`;
	return {
		measured: `${extra.toFixed(2)} s over an empty one (${shown(ours)}); ${Math.round(megabytes)} MB (${shownPeaks(ourPeaks)})`,
		met: extra <= mostSeconds && megabytes <= mostMegabytes,
		compared: `empty process ${shown(empty)}, no-op plugin ready ${shown(noop)}; no-op plugin ${shownPeaks(noopPeaks)}`,
		values: { extra, ours, empty, noop, megabytes, noopMegabytes: Math.max(...noopPeaks) },
	};
}

function stateSizes(samples: Samples): Result {
	const bytes = (step: Step) =>
		names.map((name) => median(samples.get(series, step, name).flatMap(({ stateBytes }) => stateBytes ?? [])));
	const [ours = Number.NaN, noop = Number.NaN] = bytes("up");
	const [refreshed = Number.NaN, noopRefreshed = Number.NaN] = bytes("refresh");
	const ratio = ours / noop;
	return {
		measured: `${ratio.toFixed(2)} (${Math.round(ours)} bytes)`,
		met: ratio <= 1.25,
		compared: `no-op plugin ${Math.round(noop)} bytes; after a refresh, with its progress: ${(refreshed / noopRefreshed).toFixed(2)} (${Math.round(refreshed)} bytes)`,
		values: { ratio, ours, noop, refreshed, noopRefreshed },
	};
}
