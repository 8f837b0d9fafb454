import type { FaultOrder } from "../../../simulator";
import type { Dice } from "../../support/soak/dice";
import type { Death } from "./mortal-run";

/** What goes wrong in one run. */
export interface Trouble {
	readonly faults: readonly FaultOrder[];
	readonly death?: Death | undefined;
	/** The calls before which others work on the task. */
	readonly othersAt: ReadonlySet<number>;
}

export const calm: Trouble = { faults: [], othersAt: new Set() };

export function drawTrouble(dice: Dice, hasOthers: boolean): Trouble {
	return {
		faults: dice.chance(0.6) ? Array.from({ length: dice.whole(1, 2) }, () => drawFault(dice)) : [],
		death: dice.chance(0.6) ? drawDeath(dice) : undefined,
		othersAt: new Set(hasOthers && dice.chance(0.5) ? dice.some([1, 2, 3, 5, 8, 12, 16, 20]) : []),
	};
}

function drawDeath(dice: Dice): Death {
	return {
		call: dice.whole(1, dice.chance(0.5) ? 6 : 25),
		when: dice.pick(["before", "after"]),
		who: dice.pick(["provider", "provider", "engine"]),
	};
}

function drawFault(dice: Dice): FaultOrder {
	const actions = ["ImportTaskNumberDatas", "CancelAiCallDetails", "QueryAiCallDetailPage", "*"] as const;
	const faults = [
		...(["reset-before", "reset-after", "reset-after", "error-500"] as const),
		...(["html-503", "bad-json", "throttle", "success-false"] as const),
	] as const;
	return {
		action: dice.chance(0.5) ? actions[0] : dice.pick(actions),
		fault: dice.pick(faults),
		skip: dice.whole(0, 4),
		times: dice.whole(1, 3),
		done: dice.chance(0.5),
	};
}

/** One line. */
export function described({ faults, death, othersAt }: Trouble): string {
	const parts = [
		...faults.map(({ fault, action, skip, times }) => `${fault} at ${action} (after ${skip}, ${times} times)`),
		...(death === undefined ? [] : [`the ${death.who} is killed ${death.when} call ${death.call}`]),
		...(othersAt.size === 0 ? [] : [`others act before calls ${[...othersAt].join()}`]),
	];
	return ["up", ...parts].join(", ");
}
