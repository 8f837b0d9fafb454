import { type Agent, seedAgents } from "./agents";
import type { PlacedCall } from "./calls/call-store";
import { createFaultStore, type FaultStore } from "./faults/faults";
import type { RequestView } from "./request-log";
import { mergeSettings, type Settings } from "./settings";
import type { Quota } from "./settings/quota";
import type { Task } from "./task";
import { createTaskStore, type TaskStore } from "./task-store";

interface Keys {
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
	readonly securityToken?: string | undefined;
}

/** The state of the simulated service, which has one account. */
export interface Service {
	readonly keys: Keys;
	readonly seed: number;
	readonly clock: Clock;
	readonly tasks: TaskStore;
	readonly agents: Map<string, Agent>;
	readonly faults: FaultStore;
	readonly nonces: Map<string, number>;
	readonly quota: Quota;
	/** Tasks waiting for their start time, so that no request has to scan all tasks. */
	readonly scheduled: Set<Task>;
	readonly ids: Readonly<Record<"task" | "batch" | "detail", () => string>>;
	/** Every call that was placed, also by tasks that were deleted since. */
	readonly placed: PlacedCall[];
	settings: Settings;
	/** Every request to the API since the log was last cleared. */
	requests: RequestView[];
}

interface Clock {
	/** The base clock plus the offset that `advance` and `set` give it. */
	now(): number;
	/** The time by which settings delay what a query shows. */
	real(): number;
	advance(seconds: number): void;
	set(epochMilliseconds: number): void;
}

export interface ServiceOptions {
	readonly keys: Keys;
	readonly seed: number;
	readonly now: () => number;
	readonly realNow?: (() => number) | undefined;
	readonly settings: Partial<Settings>;
}

export function createService({ keys, seed, now, realNow = Date.now, settings }: ServiceOptions): Service {
	const service: Service = {
		keys,
		seed,
		clock: createClock(now, realNow),
		tasks: createTaskStore(() => service.settings),
		agents: seedAgents(idSequence("1180", seed)),
		faults: createFaultStore(),
		nonces: new Map(),
		// Full at the first request.
		quota: { left: 0, at: 0 },
		scheduled: new Set(),
		ids: { task: idSequence("1187", seed), batch: idSequence("1188", seed), detail: idSequence("1189", seed) },
		placed: [],
		settings: mergeSettings({}, settings),
		requests: [],
	};
	return service;
}

function createClock(base: () => number, real: () => number): Clock {
	let offset = 0;
	return {
		now: () => base() + offset,
		real,
		advance(seconds) {
			offset += seconds * 1000;
		},
		set(epochMilliseconds) {
			offset = epochMilliseconds - base();
		},
	};
}

const idCount = 10n ** 14n / 2n;
// Coprime to idCount, so that ids never repeat and their order does not follow their age.
const idStep = 61_803_398_874_989n;

/** Ids in the vendor's form: 18 digits, the first four fixed. They are odd, so that none is exact as a double. */
function idSequence(prefix: string, seed: number): () => string {
	const first = BigInt(prefix) * 10n ** 14n;
	let last = BigInt(Math.abs(Math.trunc(seed))) % idCount;
	return () => {
		last = (last + idStep) % idCount;
		return (first + 2n * last + 1n).toString();
	};
}
