import { seededRandom } from "../random";

export interface CallOutcome {
	readonly callResult: CallResult;
	/** From dialling to the end of the call. */
	readonly lineSeconds: number;
	readonly talkSeconds: number;
	readonly turns: number;
	readonly hangUpBy: "user" | "robot";
	readonly majorIntent?: string;
}

export const callResults = [
	"CALL_FORWARDING",
	"INCOMING_CALL_BARRED",
	"CALL_REJECTED",
	"ANSWERED",
	"USER_BUSY",
	"POWERED_OFF",
	"NO_USER_RESPONSE",
	"OPERATOR_BLOCK",
	"OTHERS",
	"SUSPEND",
	"CANCEL",
	"INVALID_NUMBER",
	"UNAVAILABLE",
	"NETWORK_BUSY",
	"NO_ANSWER",
] as const;

export type CallResult = (typeof callResults)[number];

// The probability of each result. The vendor publishes the names only; the weights are invented.
const weights: readonly (readonly [CallResult, number])[] = [
	["ANSWERED", 0.55],
	["NO_ANSWER", 0.15],
	["USER_BUSY", 0.08],
	["CALL_REJECTED", 0.07],
	["POWERED_OFF", 0.05],
	["INVALID_NUMBER", 0.03],
	["NETWORK_BUSY", 0.03],
	["SUSPEND", 0.02],
	["UNAVAILABLE", 0.02],
];

const intents = ["有意向", "考虑中", "无意向"] as const;

/** The outcome of one attempt; it depends on seed, number and attempt alone. */
export function placeCall(seed: number, detailId: string, attempt: number): CallOutcome {
	const random = seededRandom(`${seed}/${detailId}/${attempt}`);
	const callResult = resultOf(random());
	if (callResult !== "ANSWERED") {
		return { callResult, lineSeconds: 5 + Math.floor(random() * 40), talkSeconds: 0, turns: 0, hangUpBy: "user" };
	}
	const talkSeconds = 8 + Math.floor(random() * 110);
	const majorIntent = intents[Math.floor(random() * intents.length)] ?? intents[0];
	return {
		callResult,
		lineSeconds: 4 + Math.floor(random() * 12) + talkSeconds,
		talkSeconds,
		turns: 1 + Math.floor(talkSeconds / 9),
		majorIntent,
		hangUpBy: random() < 0.5 ? "user" : "robot",
	};
}

function resultOf(share: number): CallResult {
	let left = share;
	for (const [result, weight] of weights) {
		left -= weight;
		if (left < 0) return result;
	}
	return "OTHERS";
}
