import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RequestView, type Simulator, startSimulator } from "../simulator/index";
import { openProgram, type Program } from "../tests/support/pulumi-program";
import { runCommand } from "../tools/setup/command";
import type { Name, Sample } from "./ledger";
import { watchProvider } from "./peak-memory";
import { childrenSeconds } from "./processor-time";
import { type StateSize, stateSize } from "./state-size";

export type Step = "up" | "noChange" | "previewAdd" | "refresh" | "destroy";

export interface Run {
	readonly sample: Sample;
	/** What the service was asked, for floor B to ask the same. */
	readonly requests: readonly RequestView[];
}

/** One of those compared, with a stack and an account of its own. */
export interface Contestant {
	readonly name: Name;
	/** Runs a step; `undefined` when it is none of this contestant's. `same` is the run of ours. */
	run(step: Step, tasks: number, same?: Run): Promise<Run | undefined>;
	close(): Promise<void>;
}

const files: Readonly<Record<Exclude<Name, "floorB">, readonly (readonly [string, string])[]>> = {
	ours: [["index.js", "programs/ours/index.js"]],
	floorA: [
		["index.js", "programs/floor-a/index.js"],
		["node_modules/bench-floor/dynamic.js", "programs/floor-a/dynamic.js"],
	],
	peer: [
		["index.js", "peer/index.js"],
		["call-task.js", "peer/call-task.js"],
	],
};

const open = new Set<Contestant>();

/** Stops everything that is still running. */
export async function closeAll(): Promise<void> {
	await Promise.all([...open].map((contestant) => contestant.close()));
}

export interface ContestantOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** Tasks of others in the account. */
	readonly foreignTasks?: number;
}

export async function openContestant(name: Name, options: ContestantOptions = {}): Promise<Contestant> {
	const simulator = await startSimulator({ seed: 1 });
	if (options.foreignTasks) simulator.seedTasks({ count: options.foreignTasks, namePrefix: "foreign-" });
	const contestant = name === "floorB" ? replaying(simulator) : await programming(name, simulator, options);
	const close = async () => {
		open.delete(tracked);
		await contestant.close();
		await simulator.stop();
	};
	const tracked = { ...contestant, close };
	open.add(tracked);
	return tracked;
}

/** A folder with one of the programs in it, on a backend of its own. */
export async function openBenchProgram(
	name: Exclude<Name, "floorB">,
	simulator?: Simulator,
	env: Readonly<Record<string, string>> = {},
): Promise<Program> {
	const program = await openProgram({
		files: { "index.js": "", "tasks.js": source("programs/tasks.js") },
		env,
		...(simulator === undefined ? {} : { simulator }),
	});
	program.write(Object.fromEntries(files[name].map(([target, file]) => [target, source(file)])));
	return program;
}

const commands: Readonly<Record<Step, readonly string[]>> = {
	up: ["up", "--yes", "--skip-preview"],
	noChange: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
	previewAdd: ["preview"],
	refresh: ["refresh", "--yes", "--skip-preview"],
	destroy: ["destroy", "--yes", "--skip-preview"],
};

async function programming(
	name: Exclude<Name, "floorB">,
	simulator: Simulator,
	{ env }: ContestantOptions,
): Promise<Contestant> {
	const program = await openBenchProgram(name, simulator, env);
	return {
		name,
		run: async (step, tasks) => {
			simulator.clearRequests();
			const processor = childrenSeconds();
			const peak = watchProvider(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
			try {
				const seconds = await timed(program, step, tasks);
				const size = step === "up" || step === "refresh" ? stateSize(program.env) : undefined;
				return runOf(simulator, seconds, {
					processorSeconds: childrenSeconds() - processor,
					peakMegabytes: peak(),
					...size,
				});
			} finally {
				peak();
			}
		},
		close: () => program.close(),
	};
}

async function timed(program: Program, step: Step, tasks: number): Promise<number> {
	const args = [...commands[step], "--non-interactive", "--color", "never"];
	const begun = performance.now();
	const result = await program.run(args, { env: { BENCH_TASKS: String(tasks) }, timeoutSeconds: 1200 });
	const seconds = (performance.now() - begun) / 1000;
	if (result.exitCode === 0) return seconds;
	const lastWords = result.output.trim().split("\n").slice(-6).join(" | ");
	throw new Error(`pulumi ${step} ended with ${result.exitCode}: ${lastWords}`);
}

/** Floor B: the calls that ours has made, made by a script. */
function replaying(simulator: Simulator): Contestant {
	return {
		name: "floorB",
		run: async (step, _tasks, same) => {
			if (same === undefined || !["up", "refresh", "destroy"].includes(step)) return undefined;
			simulator.clearRequests();
			return runOf(simulator, await replay(simulator, same.requests));
		},
		close: async () => {},
	};
}

async function replay(simulator: Simulator, requests: readonly RequestView[]): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
	try {
		const file = join(folder, "calls.json");
		writeFileSync(file, JSON.stringify(requests.map(({ action, parameters, code }) => ({ action, parameters, code }))));
		const env = {
			...process.env,
			ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
			ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			no_proxy: "127.0.0.1,localhost",
		};
		const script = join(__dirname, "floor-b", "replay.js");
		const begun = performance.now();
		const result = await runCommand(process.execPath, [script, file, simulator.url], { env, timeoutSeconds: 600 });
		const seconds = (performance.now() - begun) / 1000;
		if (result.exitCode !== 0) throw new Error(`the script ended with ${result.exitCode}: ${result.output.trim()}`);
		return seconds;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function runOf(simulator: Simulator, seconds: number, more: Partial<StateSize & Sample> = {}): Run {
	const requests = simulator.requests();
	const calls: Record<string, number> = {};
	for (const { action } of requests) calls[action] = (calls[action] ?? 0) + 1;
	return { sample: { seconds, calls, ...more }, requests };
}

function source(file: string): string {
	return readFileSync(join(__dirname, file), "utf8");
}
