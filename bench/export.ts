import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Simulator, startSimulator } from "../simulator/index";
import { childrenProcessorSeconds } from "../tools/pulumi/processes";
import { runCommand } from "../tools/setup/command";
import { callsShown, count, shown } from "./figures";
import type { Measure } from "./measure";
import type { BenchOptions } from "./options";
import type { Io } from "./round";
import type { Name, Samples } from "./samples";

/** Seconds that an answer of the service takes: none, and what a network costs. */
const latencies = [0, 0.03] as const;
const limit = 1.2;
const seriesAt = (latency: number) => `export ${latency}`;

/** Row 20: `pulumi-aiccs export`, by turns with a script that sends the same requests. */
export async function exporting(io: Io, options: BenchOptions): Promise<void> {
	for (const latency of latencies) {
		const simulator = await startSimulator({ seed: 1 });
		const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
		try {
			simulator.seedTasks({ count: options.tasks, namePrefix: "campaign " });
			if (latency > 0) simulator.fault({ fault: "delay", seconds: latency, times: 1_000_000_000 });
			for (let run = 0; run < options.runs; run++) await turns(io, { simulator, folder, latency });
		} finally {
			rmSync(folder, { recursive: true, force: true });
			await simulator.stop();
		}
	}
}

interface Place {
	readonly simulator: Simulator;
	readonly folder: string;
	readonly latency: number;
}

async function turns(io: Io, place: Place): Promise<void> {
	const { simulator, folder } = place;
	simulator.clearRequests();
	const command = resolve("dist", "provider", "cli", "main.js");
	const account = ["--config", `aiccs:endpoint=${simulator.url}`];
	await timed(io, place, "ours", [command, "export", "--out", join(folder, "program"), "--force", ...account]);
	const requests = simulator.requests().map(({ action, parameters, code }) => ({ action, parameters, code }));
	const file = join(folder, "requests.json");
	writeFileSync(file, JSON.stringify(requests));
	await timed(io, place, "replay", [join(__dirname, "replay.js"), file, simulator.url]);
}

async function timed(io: Io, { simulator, latency }: Place, name: Name, args: readonly string[]): Promise<void> {
	const env = {
		...process.env,
		ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
		ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
		no_proxy: "127.0.0.1,localhost",
	};
	simulator.clearRequests();
	const before = childrenProcessorSeconds();
	const start = performance.now();
	const result = await runCommand(process.execPath, args, { env, timeoutSeconds: 600 });
	const seconds = (performance.now() - start) / 1000;
	if (result.exitCode !== 0)
		throw new Error(`${args[0]} ended with exit code ${result.exitCode}: ${result.output.trim()}`);
	const calls: Record<string, number> = {};
	for (const { action } of simulator.requests()) calls[action] = (calls[action] ?? 0) + 1;
	const processorSeconds = childrenProcessorSeconds() - before;
	io.samples.add(seriesAt(latency), "export", name, { seconds, calls, processorSeconds });
	io.progress(`export: ${name}, answers after ${latency * 1000} ms: ${seconds.toFixed(2)} s`);
}

export const exportRow = (tasks: number): Measure => ({
	figure: `\`export\` of ${count(tasks)} tasks / a script that sends the same requests, 10 at once; API calls`,
	goal: `at most ${limit}; ${count(tasks)} details and the pages`,
	result: (samples) => {
		const [local = Number.NaN, remote = Number.NaN] = latencies.map((latency) => ratioAt(samples, latency));
		const calls = samples.calls(seriesAt(0), "export", "ours");
		const seconds = (name: Name, latency: number) => shown(samples.seconds(seriesAt(latency), "export", name));
		const processor = (name: Name) => samples.processorSeconds(seriesAt(0), "export", name) ?? Number.NaN;
		return {
			measured: `${local.toFixed(2)} (${seconds("ours", 0)}); with answers after ${latencies[1] * 1000} ms ${remote.toFixed(2)} (${seconds("ours", latencies[1])}); ${callsShown(calls)}`,
			met: local <= limit && remote <= limit && calls.QueryAiCallTaskDetail === tasks,
			compared: `script ${seconds("replay", 0)}, with answers after ${latencies[1] * 1000} ms ${seconds("replay", latencies[1])}; processor time ${(processor("ours") / processor("replay")).toFixed(2)} of the script's`,
			values: { local, remote, processorRatio: processor("ours") / processor("replay") },
		};
	},
});

function ratioAt(samples: Samples, latency: number): number {
	const series = seriesAt(latency);
	return samples.seconds(series, "export", "ours") / samples.seconds(series, "export", "replay");
}
