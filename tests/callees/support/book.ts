import type { DetailView, Simulator } from "../../../simulator";

/** Who imported a number into a task, and when. */
interface Origin {
	readonly isOurs: boolean;
	readonly at: number;
	/** When the run began that imported it. */
	readonly runBegan: number;
	readonly detail: DetailView;
	readonly taskId: string;
}

/** A number that was called, and every import of it that was. */
export interface CalledNumber extends Origin {
	readonly firstCall: number;
}

/** Keeps who imported each number: the provider, or others. */
export class Book {
	readonly origins = new Map<string, Origin>();
	private readonly simulator: Simulator;
	private readonly now: () => number;

	constructor(simulator: Simulator, now: () => number) {
		this.simulator = simulator;
		this.now = now;
	}

	/** Records the imports since the last time as the provider's, or as those of others. */
	note(isOurs: boolean, runBegan = this.now()): void {
		for (const { taskId } of this.simulator.tasks()) {
			for (const detail of this.simulator.details(taskId)) {
				if (this.origins.has(detail.detailId)) continue;
				this.origins.set(detail.detailId, { isOurs, at: this.now(), runBegan, detail, taskId });
			}
		}
	}

	/** The first calls of every imported number, in the order of import. */
	called(): CalledNumber[] {
		const calls = new Map<string, number>();
		for (const { detailId, at, attempt } of this.simulator.calls()) if (attempt === 1) calls.set(detailId, at);
		return [...this.origins].flatMap(([detailId, origin]) => {
			const at = calls.get(detailId);
			return at === undefined ? [] : [{ ...origin, firstCall: at }];
		});
	}
}
