import { join } from "node:path";
import { runCommand } from "../tools/setup/command";
import { openBenchProgram, openContestant, type Step } from "./contestant";
import type { Name } from "./ledger";
import type { BenchOptions } from "./options";
import { type Means, round } from "./round";

/** Which rows need a step of the main series. The first `up` is always made. */
const wanting: Readonly<Record<Step, readonly number[]>> = {
	up: [1, 2, 3, 4, 5, 6, 10],
	noChange: [1, 6],
	previewAdd: [4],
	refresh: [3, 5, 6],
	destroy: [6, 10],
};
const inOrder: readonly Step[] = ["up", "noChange", "previewAdd", "refresh", "destroy"];

/** Rows 1 to 6 and 10: the life of one stack. Repeating what cannot be repeated in place is `lifeAgain`. */
export async function life(means: Means, options: BenchOptions): Promise<void> {
	const steps = inOrder.filter((step) => wanting[step].some((row) => options.rows.includes(row)));
	const names: Name[] = ["ours", "floorA", "floorB", "peer"];
	await round(means, { series: "life", names, steps, repeats: options.runs, ...sizes(options) });
}

/** First `up` and destroy once more, for as long as there is time for it. */
export async function lifeAgain(means: Means, options: BenchOptions, isTimeFor: (seconds: number) => boolean) {
	const steps: readonly Step[] = options.rows.includes(10) ? ["up", "destroy"] : ["up"];
	const names: Name[] = ["ours", "floorA", "floorB"];
	const plan = { series: "life", names, steps, repeats: 1, ...sizes(options) };
	let cost = names
		.flatMap((name) => steps.flatMap((step) => means.ledger.find("life", step, name)))
		.reduce((sum, { seconds }) => sum + seconds, 0);
	for (let run = 1; run < options.runs && isTimeFor(cost); run++) {
		cost = await round(means, plan);
	}
}

function sizes({ tasks, onceAboveSeconds }: BenchOptions) {
	return { tasks, onceAboveSeconds };
}

/** The backend's own writing grows with the square of the state; without checkpoints ours would show. */
const withoutCheckpoints = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** Row 8. */
export async function growth(means: Means, options: BenchOptions): Promise<void> {
	for (const tasks of options.growth) {
		const plan = {
			series: `growth ${tasks}`,
			tasks,
			names: ["ours", "floorA"] as const,
			steps: ["up", "noChange", "refresh"] as const,
			repeats: 1,
			onceAboveSeconds: options.onceAboveSeconds,
			env: withoutCheckpoints,
		};
		for (let run = 0; run < options.runs; run++) {
			if ((await round(means, plan)) > options.onceAboveSeconds) break;
		}
	}
}

export const foreignAdditions = [1, 100] as const;

/** Row 9: new stacks in an empty account and in one full of others' tasks, taking turns. */
export async function foreign(means: Means, options: BenchOptions): Promise<void> {
	for (const additions of foreignAdditions) {
		for (let run = 0; run < options.runs; run++) {
			for (const foreignTasks of [0, options.foreignTasks]) {
				await previewIn(means, additions, foreignTasks);
			}
		}
	}
}

async function previewIn({ ledger, progress }: Means, additions: number, foreignTasks: number): Promise<void> {
	const series = `foreign ${foreignTasks === 0 ? "none" : "many"} ${additions}`;
	const contestant = await openContestant("ours", { foreignTasks });
	try {
		const run = await contestant.run("previewAdd", additions);
		if (run === undefined) return;
		ledger.add(series, "previewAdd", "ours", run.sample);
		progress(`${additions} more among ${foreignTasks} foreign tasks: preview: ${run.sample.seconds.toFixed(2)} s`);
	} catch (error) {
		ledger.fail(series, "previewAdd", "ours", error instanceof Error ? error.message : String(error));
	} finally {
		await contestant.close();
	}
}

/** Starting a process is short and restless: more runs than elsewhere. */
const startsPerRun = 5;

const providerLines: Readonly<Record<"ours" | "floorA", string>> = {
	ours: 'exports.handler=()=>require("pulumi-aiccs/dynamic")',
	floorA: 'exports.handler=()=>require("bench-floor/dynamic")',
};

/** Row 6: seconds from the start of a provider process to its first answer to Check. */
export async function readiness(means: Means, options: BenchOptions): Promise<void> {
	const names = ["floorA", "ours"] as const;
	const programs = await Promise.all(names.map((name) => openBenchProgram(name)));
	try {
		for (let run = 0; run < options.runs * startsPerRun; run++) {
			for (const [index, program] of programs.entries()) {
				const name = names[index] ?? "ours";
				const script = ["first-check.js", program.directory, providerLines[name]];
				const seconds = await answerOf(script, { ...program.env, BENCH_TASKS: "1" });
				means.ledger.add("start", "ready", name, { seconds, calls: {} });
			}
		}
		means.progress("start: time to the first check of a provider process: measured");
	} finally {
		for (const program of programs) await program.close();
	}
}

/** Row 7: seconds that importing the package adds to a program. */
export async function importing(means: Means, options: BenchOptions): Promise<void> {
	const program = await openBenchProgram("ours");
	try {
		for (let run = 0; run < options.runs * startsPerRun; run++) {
			const milliseconds = await answerOf(["import-time.js", program.directory], program.env);
			means.ledger.add("start", "import", "ours", { seconds: milliseconds / 1000, calls: {} });
		}
		means.progress("start: time to import the package: measured");
	} finally {
		await program.close();
	}
}

async function answerOf([script = "", ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
	const result = await runCommand(process.execPath, [join(__dirname, "start-up", script), ...args], { env });
	if (result.exitCode === 0) return Number(result.stdout);
	throw new Error(`${script} ended with ${result.exitCode}: ${result.output.trim()}`);
}
