import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type RequestView, type Simulator, startSimulator } from "../simulator/index";
import { noopPlugin, openPluginProgram, ourPlugin } from "../tools/pulumi/plugin-program";
import { childrenProcessorSeconds, peakMegabytes, providersWith } from "../tools/pulumi/processes";
import type { Program, ProgramOptions } from "../tools/pulumi/program";
import { type StateSize, stateSize } from "../tools/pulumi/state-size";
import { noopProvider, openTaskProgram, ours, type Sources } from "../tools/pulumi/task-program";
import { runCommand } from "../tools/setup/command";
import type { Name, Sample } from "./samples";

export type Step = "up" | "noChange" | "previewAdd" | "refresh" | "destroy";

export interface Run {
	readonly sample: Sample;
	/** The requests to the service, for the replay to send again. */
	readonly requests: readonly RequestView[];
}

/** One of those compared, with its own stack and its own account. */
export interface Subject {
	readonly name: Name;
	/** Runs a step; returns `undefined` when the subject does not have it. `ourRun` is our run of the same step. */
	run(step: Step, tasks: number, ourRun?: Run): Promise<Run | undefined>;
	close(): Promise<void>;
}

export interface SubjectOptions {
	readonly env?: Readonly<Record<string, string>>;
	/** Tasks in the account that the program does not declare. */
	readonly otherTasks?: number;
}

const handwritten = join(__dirname, "handwritten");

export const sources: Readonly<Record<"ours" | "noopProvider" | "handwritten", Sources>> = {
	ours,
	noopProvider,
	handwritten: {
		"index.js": join(handwritten, "index.js"),
		"call-task.js": join(handwritten, "call-task.js"),
	},
};

const commands: Readonly<Record<Step, readonly string[]>> = {
	up: ["up", "--yes", "--skip-preview"],
	noChange: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
	previewAdd: ["preview"],
	refresh: ["refresh", "--yes", "--skip-preview"],
	destroy: ["destroy", "--yes", "--skip-preview"],
};

/** What `closeAll` stops. */
export const open = new Set<{ close(): Promise<void> }>();

/** Stops everything that is still running. */
export async function closeAll(): Promise<void> {
	await Promise.all([...open].map((subject) => subject.close()));
}

export async function openSubject(name: Name, { env = {}, otherTasks = 0 }: SubjectOptions = {}): Promise<Subject> {
	const simulator = await startSimulator({ seed: 1 });
	if (otherTasks > 0) simulator.seedTasks({ count: otherTasks, namePrefix: "other-" });
	const program = await programOf(name, { simulator, env });
	const subject: Subject = {
		name,
		run: (step, tasks, ourRun) =>
			program === undefined ? replayed(simulator, step, ourRun) : measured(program, simulator, step, tasks),
		async close() {
			open.delete(subject);
			await program?.program.close();
			await simulator.stop();
		},
	};
	open.add(subject);
	return subject;
}

/** What runs with a number of tasks. The replay has no program. */
interface Declaring {
	readonly program: Program;
	/** Declares so many tasks from the next command on, of which it returns the variables. */
	declare(tasks: number): Readonly<Record<string, string>>;
}

async function programOf(
	name: Name,
	options: Pick<ProgramOptions, "simulator" | "env">,
): Promise<Declaring | undefined> {
	if (name === "replay") return undefined;
	if (name === "plugin" || name === "noopPlugin") {
		const program = await openPluginProgram(name === "plugin" ? ourPlugin : noopPlugin, options);
		return {
			program,
			declare(tasks) {
				program.declare(tasks);
				return {};
			},
		};
	}
	const program = await openTaskProgram(sources[name], options);
	return { program, declare: (tasks) => ({ TASK_COUNT: String(tasks) }) };
}

async function measured(declaring: Declaring, simulator: Simulator, step: Step, tasks: number): Promise<Run> {
	const { program } = declaring;
	simulator.clearRequests();
	const before = childrenProcessorSeconds();
	const memory = watchMemory(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
	const seconds = await timed(declaring, step, tasks).finally(memory.stop);
	return runOf(simulator, seconds, {
		processorSeconds: childrenProcessorSeconds() - before,
		peakMegabytes: memory.peak(),
		...(step === "up" || step === "refresh" ? stateSize(program.stateFile) : {}),
	});
}

async function timed({ program, declare }: Declaring, step: Step, tasks: number): Promise<number> {
	const args = [...commands[step], "--non-interactive", "--color", "never"];
	const env = declare(tasks);
	const start = performance.now();
	const result = await program.run(args, { env, timeoutSeconds: 1200 });
	const seconds = (performance.now() - start) / 1000;
	if (result.exitCode === 0) return seconds;
	const lastLines = result.output.trim().split("\n").slice(-6).join(" | ");
	throw new Error(`pulumi ${step} ended with exit code ${result.exitCode}: ${lastLines}`);
}

/** A search reads the environment of every process of the machine. */
const samplesPerSearch = 5;

/** Samples the memory of the provider process with this variable: a signal ends it, so it cannot report its own peak. */
export function watchMemory(variable: string) {
	let pids: readonly number[] = [];
	let peak: number | undefined;
	let samples = 0;
	const timer = setInterval(() => {
		// The engine starts a plugin for its schema, and later one for the resources.
		if (pids.length === 0 || samples++ % samplesPerSearch === 0) pids = providersWith(variable);
		for (const pid of pids) peak = Math.max(peak ?? 0, peakMegabytes(pid) ?? 0) || undefined;
	}, 100);
	return { stop: () => clearInterval(timer), peak: () => peak };
}

/** Sends the requests of our run again, from a script without Pulumi. */
async function replayed(simulator: Simulator, step: Step, ourRun: Run | undefined): Promise<Run | undefined> {
	if (ourRun === undefined || !["up", "refresh", "destroy"].includes(step)) return undefined;
	simulator.clearRequests();
	const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
	try {
		const file = join(folder, "requests.json");
		writeFileSync(
			file,
			JSON.stringify(ourRun.requests.map(({ action, parameters, code }) => ({ action, parameters, code }))),
		);
		const env = {
			...process.env,
			ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
			ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			no_proxy: "127.0.0.1,localhost",
		};
		const args = [join(__dirname, "replay.js"), file, simulator.url];
		const start = performance.now();
		const result = await runCommand(process.execPath, args, { env, timeoutSeconds: 600 });
		const seconds = (performance.now() - start) / 1000;
		if (result.exitCode === 0) return runOf(simulator, seconds);
		throw new Error(`the replay ended with exit code ${result.exitCode}: ${result.output.trim()}`);
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
