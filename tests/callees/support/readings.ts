import type { Settings } from "../../../simulator";
import type { Dice } from "../../support/soak/dice";

const choices = {
	duplicateNumbers: ["accepted", "dropped", "refused"],
	duplicateOutIds: ["accepted", "dropped", "refused"],
	importOnLostAnswer: ["whole", "part"],
	rowDelayAfterImport: [0, 0, 4, 10],
	countDelayAfterImport: [0, 0, 4, 10],
	detailOrder: ["oldest", "newest", "status-change"],
	pendingWhileCalling: ["listed", "completed"],
	cancelledNumbers: ["failed", "failed-without-result", "vanishes"],
	totalCount: ["all", "without-cancelled"],
	nullFields: ["omitted", "null"],
	refusalStyle: ["http-400", "ok-200"],
	callExpireTime: ["text", "milliseconds"],
} as const satisfies { readonly [Name in keyof Settings]?: readonly Settings[Name][] };

/** A way of reading the service, drawn by the dice. */
export function drawReading(dice: Dice): Partial<Settings> {
	const drawn = Object.entries(choices)
		.filter(() => dice.chance(0.4))
		.map(([name, values]) => [name, dice.pick<unknown>(values)]);
	const rare: Partial<Settings> = {
		...(dice.chance(0.1) && { calledNumber: "masked" }),
		...(dice.chance(0.03) && { importIntoRunning: "refused" }),
		...(dice.chance(0.1) && { importIntoStopped: dice.pick(["starts", "refused"]) ?? "starts" }),
	};
	const pages: Partial<Settings> = dice.chance(0.5)
		? { pageSizeAboveMax: "clamped", detailPageSizeMax: dice.whole(2, 5) }
		: { detailPageSizeMax: dice.pick([10, 20, 100]) };
	return { ...Object.fromEntries(drawn), ...rare, ...pages };
}
