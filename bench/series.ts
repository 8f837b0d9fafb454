import { join } from "node:path";
import { openTaskProgram } from "../tools/pulumi/task-program";
import { runCommand } from "../tools/setup/command";
import type { BenchOptions } from "./options";
import { type Io, round } from "./round";
import type { Name } from "./samples";
import { openSubject, type Step, sources } from "./subject";

/** The rows that need each step of the main series. The first `up` always runs. */
const rowsNeeding: Readonly<Record<Step, readonly number[]>> = {
	up: [1, 2, 3, 4, 5, 6, 10],
	noChange: [1, 6],
	previewAdd: [4],
	refresh: [3, 5, 6],
	destroy: [6, 10],
};
const allSteps: readonly Step[] = ["up", "noChange", "previewAdd", "refresh", "destroy"];

/** Rows 1 to 6 and 10: the life of one stack. `lifeAgain` repeats the steps that need a new stack. */
export async function life(io: Io, options: BenchOptions): Promise<void> {
	const steps = allSteps.filter((step) => rowsNeeding[step].some((row) => options.rows.includes(row)));
	const names: Name[] = ["ours", "noopProvider", "replay", "handwritten"];
	await round(io, { series: "life", names, steps, repeats: options.runs, ...sizes(options) });
}

/** Repeats the first `up` and destroy while there is time. */
export async function lifeAgain(io: Io, options: BenchOptions, isTimeFor: (seconds: number) => boolean) {
	const steps: readonly Step[] = options.rows.includes(10) ? ["up", "destroy"] : ["up"];
	const names: Name[] = ["ours", "noopProvider", "replay"];
	const plan = { series: "life", names, steps, repeats: 1, ...sizes(options) };
	let cost = names
		.flatMap((name) => steps.flatMap((step) => io.samples.find("life", step, name)))
		.reduce((sum, { seconds }) => sum + seconds, 0);
	for (let run = 1; run < options.runs && isTimeFor(cost); run++) {
		cost = await round(io, plan);
	}
}

function sizes({ tasks, onceAboveSeconds }: BenchOptions) {
	return { tasks, onceAboveSeconds };
}

/** The file backend writes for a time that grows with the square of the state, and would hide the growth of ours. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Row 8. */
export async function growth(io: Io, options: BenchOptions): Promise<void> {
	for (const tasks of options.growth) {
		const plan = {
			series: `growth ${tasks}`,
			tasks,
			names: ["ours", "noopProvider"] as const,
			steps: ["up", "noChange", "refresh"] as const,
			repeats: 1,
			onceAboveSeconds: options.onceAboveSeconds,
			env: withoutCheckpoints,
		};
		for (let run = 0; run < options.runs; run++) {
			if ((await round(io, plan)) > options.onceAboveSeconds) break;
		}
	}
}

export const additions = [1, 100] as const;

/** Row 9: new stacks, by turns in an empty account and in one full of other tasks. */
export async function amongOtherTasks(io: Io, options: BenchOptions): Promise<void> {
	for (const added of additions) {
		for (let run = 0; run < options.runs; run++) {
			for (const otherTasks of [0, options.otherTasks]) {
				await previewIn(io, added, otherTasks);
			}
		}
	}
}

async function previewIn({ samples, progress }: Io, added: number, otherTasks: number): Promise<void> {
	const series = `other tasks ${otherTasks === 0 ? "none" : "many"} ${added}`;
	const subject = await openSubject("ours", { otherTasks });
	try {
		const run = await subject.run("previewAdd", added);
		if (run === undefined) return;
		samples.add(series, "previewAdd", "ours", run.sample);
		progress(`other tasks: preview of ${added} new among ${otherTasks} others: ${run.sample.seconds.toFixed(2)} s`);
	} catch (error) {
		samples.fail(series, "previewAdd", "ours", error instanceof Error ? error.message : String(error));
	} finally {
		await subject.close();
	}
}

/** The start of a process is short and varies much, so it is measured more often. */
const startsPerRun = 5;

const providerLines: Readonly<Record<"ours" | "noopProvider", string>> = {
	ours: 'exports.handler=()=>require("pulumi-aiccs/dynamic")',
	noopProvider: 'exports.handler=()=>require("noop-provider/dynamic")',
};

/** Row 6: seconds from the start of a provider process to its first response to Check. */
export async function readiness(io: Io, options: BenchOptions): Promise<void> {
	const names = ["noopProvider", "ours"] as const;
	const programs = await Promise.all(names.map((name) => openTaskProgram(sources[name])));
	try {
		for (let run = 0; run < options.runs * startsPerRun; run++) {
			for (const [index, program] of programs.entries()) {
				const name = names[index] ?? "ours";
				const script = ["first-check.js", program.directory, providerLines[name]];
				const seconds = await outputOf(script, { ...program.env, TASK_COUNT: "1" });
				io.samples.add("start", "ready", name, { seconds, calls: {} });
			}
		}
		io.progress("start: time to the first check of a provider process: measured");
	} finally {
		for (const program of programs) await program.close();
	}
}

/** Row 7: seconds that importing the package adds to a program. */
export async function importing(io: Io, options: BenchOptions): Promise<void> {
	const program = await openTaskProgram(sources.ours);
	try {
		for (let run = 0; run < options.runs * startsPerRun; run++) {
			const milliseconds = await outputOf(["import-time.js", program.directory], program.env);
			io.samples.add("start", "import", "ours", { seconds: milliseconds / 1000, calls: {} });
		}
		io.progress("start: time to import the package: measured");
	} finally {
		await program.close();
	}
}

async function outputOf([script = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
	const result = await runCommand(process.execPath, [join(__dirname, "start-up", script), ...args], { env });
	if (result.exitCode === 0) return Number(result.stdout);
	throw new Error(`${script} ended with exit code ${result.exitCode}: ${result.output.trim()}`);
}
