import { localOf, timeOfDay, weekdays } from "../../../provider/definition/shanghai-time";
import { retryReasons } from "../../../provider/tasks/model";
import type { Values } from "../engine";
import type { Dice } from "./dice";

/** Agents of the account, and of no other test. */
export const agents = ["118712345678901234", "118712345678905678", "118712345678909999"] as const;

const year = 365 * 24 * 3_600_000;

export interface Means {
	readonly dice: Dice;
	/** Epoch milliseconds: moments of a definition lie years behind it, so that nothing starts automatically. */
	readonly now: number;
}

/** Properties that are drawn together because they depend on each other. */
type Facet = (means: Means) => Values;

const windows = ({ dice }: Means) => {
	const noon = dice.whole(36_000, 50_000);
	const morning = { startTime: timeOfDay(dice.whole(0, 30_000)), endTime: timeOfDay(noon) };
	const afternoon = {
		startTime: timeOfDay(noon + dice.whole(0, 5000)),
		endTime: timeOfDay(dice.whole(60_000, 86_399)),
	};
	return dice.chance(0.5) ? [morning] : dice.chance(0.5) ? [afternoon, morning] : [morning, afternoon];
};

const later = ({ dice, now }: Means) => Math.floor(now / 1000 + dice.whole(year, 9 * year) / 1000) * 1000;

const speakers: readonly [Facet, ...Facet[]] = [
	({ dice }) => ({ agentId: dice.pick(agents) }),
	({ dice }) => ({ agentId: dice.pick(agents) }),
	({ dice }) => ({ agentId: dice.pick(agents), source: 0 }),
	({ dice }) => ({ source: 1, applicationCode: `app-${dice.whole(1, 3)}`, phoneType: 0 }),
	({ dice }) => ({
		source: 1,
		applicationCode: `app-${dice.whole(1, 3)}`,
		phoneType: 1,
		lineEncoding: `line-${dice.whole(1, 3)}`,
		linePhoneNum: `0571${dice.digits(7)}`,
	}),
];

const retries: readonly [Facet, ...Facet[]] = [
	() => ({}),
	() => ({ missCallRetry: false }),
	({ dice }) => ({
		missCallRetry: true,
		callRetryReason: dice.some(retryReasons),
		callRetryTimes: dice.whole(1, 3),
		callRetryInterval: dice.whole(1, 120),
	}),
];

const expiries: readonly [Facet, ...Facet[]] = [
	() => ({}),
	() => ({ callExpireType: 0 }),
	({ dice }) => ({ callExpireType: 1, callExpireMinutes: dice.whole(1, 100_000) }),
	(means) => ({ callExpireType: 2, callExpireDate: localOf(later(means)) }),
];

const starts: readonly [Facet, ...Facet[]] = [
	() => ({ startType: "IMMEDIATE" }),
	() => ({ startType: "IMMEDIATE" }),
	(means) => ({ startType: "SCHEDULE", taskStartTime: later(means) }),
	(means) => ({ startType: "SCHEDULE", taskStartTime: new Date(later(means)).toISOString() }),
];

/** Who speaks: a change of it replaces the task. */
const speaker = (means: Means) => means.dice.pick(speakers)(means);

/** What an update changes, the name apart. */
const facets = {
	taskCps: ({ dice }) => (dice.chance(0.8) ? { taskCps: dice.whole(1, 500) } : {}),
	callDay: ({ dice }) => ({ callDay: dice.some(weekdays) }),
	callTime: (means) => ({ callTime: windows(means) }),
	callableTime: (means) => (means.dice.chance(0.4) ? { callableTime: windows(means) } : {}),
	virtualNumber: ({ dice }) => ({ virtualNumber: `0571${dice.digits(8)}` }),
	retry: (means) => means.dice.pick(retries)(means),
	expiry: (means) => means.dice.pick(expiries)(means),
	start: (means) => means.dice.pick(starts)(means),
} satisfies Record<string, Facet>;

const facetKeys: Readonly<Record<keyof typeof facets, readonly string[]>> = {
	taskCps: ["taskCps"],
	callDay: ["callDay"],
	callTime: ["callTime"],
	callableTime: ["callableTime"],
	virtualNumber: ["virtualNumber"],
	retry: ["missCallRetry", "callRetryReason", "callRetryTimes", "callRetryInterval"],
	expiry: ["callExpireType", "callExpireMinutes", "callExpireDate"],
	start: ["startType", "taskStartTime"],
};

const speakerKeys = ["agentId", "source", "applicationCode", "phoneType", "lineEncoding", "linePhoneNum"];

/** A complete definition. */
export function drawDefinition(means: Means, taskName: string): Values {
	const drawn = Object.values(facets).map((facet) => facet(means));
	return Object.assign({ taskName }, speaker(means), ...drawn);
}

/** The definition with one to three of the things changed that an update can change. */
export function redrawn(means: Means, definition: Values): Values {
	const names = Object.keys(facets).filter((name): name is keyof typeof facets => name in facets);
	let changed = definition;
	for (let left = means.dice.whole(1, 3); left > 0; left--) {
		const name = means.dice.pick(names) ?? "taskCps";
		changed = { ...without(changed, facetKeys[name]), ...facets[name](means) };
	}
	return changed;
}

/** The definition with, perhaps, another speaker. */
export function withAnotherSpeaker(means: Means, definition: Values): Values {
	return { ...without(definition, speakerKeys), ...speaker(means) };
}

export function without(definition: Values, keys: readonly string[]): Values {
	return Object.fromEntries(Object.entries(definition).filter(([key]) => !keys.includes(key)));
}
