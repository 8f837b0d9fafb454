import { type Agent, seedAgents } from "./agents";
import { type Clock, createClock } from "./clock";
import { createFaultBook, type FaultBook } from "./faults/fault-book";
import { idSequence } from "./ids";
import { createJournal, type Journal } from "./journal";
import { mergeSettings, type Settings } from "./settings";
import type { Task } from "./task";
import { createTaskBook, type TaskBook } from "./task-book";

interface Keys {
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
	readonly securityToken?: string | undefined;
}

/** All the simulator knows: one account of the service, and the tests' hold on it. */
export interface World {
	readonly keys: Keys;
	readonly seed: number;
	readonly clock: Clock;
	readonly tasks: TaskBook;
	readonly agents: Map<string, Agent>;
	readonly faults: FaultBook;
	readonly journal: Journal;
	readonly nonces: Map<string, number>;
	/** Tasks that start by themselves; kept apart so that no request has to look at all tasks. */
	readonly scheduled: Set<Task>;
	readonly ids: Readonly<Record<"task" | "batch" | "detail", () => string>>;
	settings: Settings;
}

export interface WorldOptions {
	readonly keys: Keys;
	readonly seed: number;
	readonly now: () => number;
	readonly settings: Partial<Settings>;
}

export function createWorld({ keys, seed, now, settings }: WorldOptions): World {
	const world: World = {
		keys,
		seed,
		clock: createClock(now),
		tasks: createTaskBook(() => world.settings),
		agents: seedAgents(idSequence("1180", seed)),
		faults: createFaultBook(),
		journal: createJournal(),
		nonces: new Map(),
		scheduled: new Set(),
		ids: { task: idSequence("1187", seed), batch: idSequence("1188", seed), detail: idSequence("1189", seed) },
		settings: mergeSettings({}, settings),
	};
	return world;
}
