import type { Name, Samples } from "./samples";
import { openSubject, type Run, type Step, type Subject, type SubjectOptions } from "./subject";

export interface RoundPlan extends SubjectOptions {
	readonly series: string;
	readonly tasks: number;
	readonly names: readonly Name[];
	readonly steps: readonly Step[];
	/** How often a step that changes nothing is run. */
	readonly repeats: number;
	/** A step that takes longer than this, over all subjects, is run once. */
	readonly onceAboveSeconds: number;
}

export interface Io {
	readonly samples: Samples;
	readonly progress: (line: string) => void;
}

const repeatable: readonly Step[] = ["noChange", "refresh"];

/** A stack's life, step by step; the subjects take turns at each step. Returns the seconds it took. */
export async function round(io: Io, plan: RoundPlan): Promise<number> {
	const start = performance.now();
	const subjects: Subject[] = [];
	try {
		for (const name of plan.names) subjects.push(await openSubject(name, plan));
		let left: readonly Subject[] = subjects;
		for (const step of plan.steps) left = await turns(io, plan, step, left);
	} finally {
		for (const subject of subjects) await subject.close();
	}
	return (performance.now() - start) / 1000;
}

/** One step of all subjects. Returns those that did not fail. */
async function turns(io: Io, plan: RoundPlan, step: Step, subjects: readonly Subject[]) {
	let left = subjects;
	for (let turn = 0; turn < (repeatable.includes(step) ? plan.repeats : 1); turn++) {
		const start = performance.now();
		left = await turnOf(io, plan, step, left);
		if ((performance.now() - start) / 1000 > plan.onceAboveSeconds) break;
	}
	return left;
}

async function turnOf({ samples, progress }: Io, plan: RoundPlan, step: Step, subjects: readonly Subject[]) {
	const { series } = plan;
	const tasks = step === "previewAdd" ? plan.tasks + 1 : plan.tasks;
	const left: Subject[] = [];
	let ours: Run | undefined;
	for (const subject of subjects) {
		const { name } = subject;
		if (isTooSlow(samples, plan, step, name)) continue;
		try {
			const run = await subject.run(step, tasks, ours);
			left.push(subject);
			if (run === undefined) continue;
			if (name === "ours") ours = run;
			samples.add(series, step, name, run.sample);
			progress(`${series}: ${step} of ${name}, ${tasks} tasks: ${run.sample.seconds.toFixed(2)} s`);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			samples.fail(series, step, name, reason);
			progress(`${series}: ${step} of ${name}, ${tasks} tasks: FAILED: ${reason}`);
		}
	}
	return left;
}

/** The handwritten provider's `destroy` can take minutes, and no row needs it. */
function isTooSlow(samples: Samples, { series, onceAboveSeconds }: RoundPlan, step: Step, name: Name): boolean {
	if (name !== "handwritten" || step !== "destroy") return false;
	return samples.find(series, "up", name).some(({ seconds }) => seconds > onceAboveSeconds);
}
