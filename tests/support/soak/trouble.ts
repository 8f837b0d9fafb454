import type { FaultOrder } from "../../../simulator";
import type { Dice } from "./dice";
import type { Moment, Trouble, Victim } from "./driver";

const faults: readonly [FaultOrder["fault"], ...FaultOrder["fault"][]] = [
	"reset-before",
	"reset-after",
	"throttle",
	"error-500",
	"html-503",
	"bad-json",
	"success-false",
	"expired-token",
	"delay",
];
/** Repeated by how often runs make the call. */
const writes = [
	"UpdateAiCallTask",
	"UpdateAiCallTask",
	"UpdateAiCallTask",
	"CreateAiCallTask",
	"CreateAiCallTask",
	"StopAiCallTask",
	"StopAiCallTask",
	"StartAiCallTask",
	"StartAiCallTask",
	"CancelAiCallDetails",
] as const;
const victims: readonly [Victim, ...Victim[]] = ["both", "both", "cli", "provider"];

/** Draws what goes wrong in one run. */
export function drawTrouble(dice: Dice, act: () => void): Trouble {
	return {
		faults: dice.chance(0.4) ? Array.from({ length: dice.whole(1, 3) }, () => drawFault(dice)) : [],
		kill: dice.chance(0.7) ? { ...drawMoment(dice), victim: dice.pick(victims), isHasty: dice.chance(0.5) } : undefined,
		people: dice.chance(0.2) ? { at: drawMoment(dice), act } : undefined,
	};
}

function drawFault(dice: Dice): FaultOrder {
	return {
		fault: dice.pick(faults),
		action: dice.chance(0.5) ? dice.pick(writes) : "*",
		skip: dice.whole(0, 4),
		times: dice.whole(1, 3),
		done: dice.chance(0.5),
		seconds: 0.05,
	};
}

function drawMoment(dice: Dice): Moment {
	const isWrite = dice.chance(0.6);
	return {
		action: isWrite ? dice.pick(writes) : "*",
		skip: isWrite ? Math.max(0, dice.whole(-2, 2)) : dice.whole(0, 12),
		when: dice.chance(0.5) ? "before" : "after",
	};
}

/** Empty when nothing goes wrong. */
export function described({ faults, kill, people }: Trouble): string {
	const moment = ({ action, skip, when }: Moment) => `${when} ${action}${skip === 0 ? "" : ` number ${skip + 1}`}`;
	const parts = [
		...faults.map(({ fault, action, skip, times }) => `${fault} at ${action} (after ${skip}, ${times} times)`),
		...(kill === undefined ? [] : [`kill ${kill.victim} ${moment(kill)}${kill.isHasty ? " (hasty)" : ""}`]),
		...(people === undefined ? [] : [`people ${moment(people.at)}`]),
	];
	return parts.length === 0 ? "" : `[${parts.join(", ")}]`;
}
