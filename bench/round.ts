import { type Contestant, type ContestantOptions, openContestant, type Run, type Step } from "./contestant";
import type { Ledger, Name } from "./ledger";

export interface RoundPlan extends ContestantOptions {
	readonly series: string;
	readonly tasks: number;
	readonly names: readonly Name[];
	readonly steps: readonly Step[];
	/** How often a step that leaves everything as it was is run. */
	readonly repeats: number;
	/** A step that takes longer than this, over all contestants, is run once. */
	readonly onceAboveSeconds: number;
}

export interface Means {
	readonly ledger: Ledger;
	readonly progress: (line: string) => void;
}

const repeatable: readonly Step[] = ["noChange", "refresh"];

/** A stack's life, step by step, the contestants taking turns at each. Answers how many seconds it took. */
export async function round(means: Means, plan: RoundPlan): Promise<number> {
	const begun = performance.now();
	const contestants: Contestant[] = [];
	try {
		for (const name of plan.names) contestants.push(await openContestant(name, plan));
		let racing: readonly Contestant[] = contestants;
		for (const step of plan.steps) racing = await turns(means, plan, step, racing);
	} finally {
		for (const contestant of contestants) await contestant.close();
	}
	return (performance.now() - begun) / 1000;
}

/** One step of all contestants; those that fail are out. */
async function turns(means: Means, plan: RoundPlan, step: Step, racing: readonly Contestant[]) {
	let left = racing;
	for (let turn = 0; turn < (repeatable.includes(step) ? plan.repeats : 1); turn++) {
		const begun = performance.now();
		left = await turnOf(means, plan, step, left);
		if ((performance.now() - begun) / 1000 > plan.onceAboveSeconds) break;
	}
	return left;
}

async function turnOf({ ledger, progress }: Means, plan: RoundPlan, step: Step, racing: readonly Contestant[]) {
	const { series } = plan;
	const tasks = step === "previewAdd" ? plan.tasks + 1 : plan.tasks;
	const left: Contestant[] = [];
	let same: Run | undefined;
	for (const contestant of racing) {
		const { name } = contestant;
		if (isTooSlow(ledger, plan, step, name)) continue;
		try {
			const run = await contestant.run(step, tasks, same);
			left.push(contestant);
			if (run === undefined) continue;
			if (name === "ours") same = run;
			ledger.add(series, step, name, run.sample);
			progress(`${series}: ${step} of ${name}, ${tasks} tasks: ${run.sample.seconds.toFixed(2)} s`);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			ledger.fail(series, step, name, reason);
			progress(`${series}: ${step} of ${name}, ${tasks} tasks: FAILED: ${reason}`);
		}
	}
	return left;
}

/** What is written by hand is not destroyed where that alone would take minutes: no row asks for it. */
function isTooSlow(ledger: Ledger, { series, onceAboveSeconds }: RoundPlan, step: Step, name: Name): boolean {
	if (name !== "peer" || step !== "destroy") return false;
	return ledger.find(series, "up", name).some(({ seconds }) => seconds > onceAboveSeconds);
}
