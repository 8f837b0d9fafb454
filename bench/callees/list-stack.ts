import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { type RequestView, type Simulator, startSimulator } from "../../simulator/index";
import { childrenProcessorSeconds } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";
import { openTaskProgram } from "../../tools/pulumi/task-program";
import { runCommand } from "../../tools/setup/command";
import type { Sample } from "../samples";
import { open, watchMemory } from "../subject";

const commands = {
	up: ["up", "--yes", "--skip-preview"],
	noChange: ["up", "--yes", "--skip-preview", "--expect-no-changes"],
	preview: ["preview"],
} as const;

export interface ListStackOptions {
	readonly tasks: number;
	/** The file of each task's list; tasks beyond them have no list. */
	readonly files: readonly string[];
	readonly lagSeconds?: number;
}

/** A stack of tasks with callee lists, with an account of its own. */
export interface ListStack {
	readonly simulator: Simulator;
	/** The requests of the last run. */
	requests(): readonly RequestView[];
	run(command: keyof typeof commands): Promise<Sample>;
	/** Sends requests to the account from a script without Pulumi. */
	send(requests: readonly object[], concurrency: number): Promise<Sample>;
	/** Bytes of the first list's resource in the state. */
	stateBytes(): number;
	close(): Promise<void>;
}

export async function openListStack({ tasks, files, lagSeconds }: ListStackOptions): Promise<ListStack> {
	const simulator = await startSimulator({ seed: 1 });
	const env = { TASK_COUNT: String(tasks), CALLEE_FILES: JSON.stringify(files) };
	const program = await openTaskProgram({ "index.js": join(__dirname, "index.js") }, { simulator, env });
	if (lagSeconds !== undefined) await program.config("aiccs:listLagSeconds", String(lagSeconds));
	const stack: ListStack = {
		simulator,
		requests: () => simulator.requests(),
		run: (command) => measured(program, simulator, command),
		send: (requests, concurrency) => sent(simulator, requests, concurrency),
		stateBytes: () => {
			const list = program.state().deployment.resources?.find(({ type }) => type.endsWith(":CalleeList"));
			return Buffer.byteLength(JSON.stringify(list));
		},
		async close() {
			open.delete(stack);
			await program.close();
			await simulator.stop();
		},
	};
	open.add(stack);
	return stack;
}

async function measured(program: Program, simulator: Simulator, command: keyof typeof commands): Promise<Sample> {
	simulator.clearRequests();
	const before = childrenProcessorSeconds();
	const memory = watchMemory(`PULUMI_HOME=${program.env.PULUMI_HOME}`);
	const simulating = process.cpuUsage();
	const start = performance.now();
	const args = [...commands[command], "--non-interactive", "--color", "never"];
	const result = await program.run(args, { timeoutSeconds: 1200 }).finally(memory.stop);
	const seconds = (performance.now() - start) / 1000;
	if (result.exitCode !== 0) {
		const lastLines = result.output.trim().split("\n").slice(-6).join(" | ");
		throw new Error(`pulumi ${command} ended with exit code ${result.exitCode}: ${lastLines}`);
	}
	return {
		seconds,
		calls: callsIn(simulator),
		processorSeconds: childrenProcessorSeconds() - before,
		simulatorSeconds: secondsSince(simulating),
		peakMegabytes: memory.peak(),
	};
}

async function sent(simulator: Simulator, requests: readonly object[], concurrency: number): Promise<Sample> {
	simulator.clearRequests();
	const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
	try {
		const file = join(folder, "requests.json");
		writeFileSync(file, JSON.stringify(requests));
		const env = {
			...process.env,
			ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
			ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			no_proxy: "127.0.0.1,localhost",
		};
		const args = [join(__dirname, "send.js"), file, simulator.url, String(concurrency)];
		const [before, simulating] = [childrenProcessorSeconds(), process.cpuUsage()];
		const result = await runCommand(process.execPath, args, { env, timeoutSeconds: 1200 });
		if (result.exitCode !== 0) throw new Error(`the script ended with exit code ${result.exitCode}: ${result.output}`);
		return {
			seconds: z.coerce.number().parse(result.stdout),
			calls: callsIn(simulator),
			processorSeconds: childrenProcessorSeconds() - before,
			simulatorSeconds: secondsSince(simulating),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function callsIn(simulator: Simulator): Record<string, number> {
	const calls: Record<string, number> = {};
	for (const action of simulator.actions()) calls[action] = (calls[action] ?? 0) + 1;
	return calls;
}

/** Processor time of the bench itself, which simulates the service. */
function secondsSince(before: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1e6;
}
