import { draws } from "../random";

export interface CallOutcome {
	readonly callResult: CallResult;
	/** Seconds from dialling to the end, and of talk in between. */
	readonly lineSeconds: number;
	readonly talkSeconds: number;
	readonly turns: number;
	readonly hangUpBy: "user" | "robot";
	readonly majorIntent?: string;
}

export const CALL_RESULTS = [
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

export type CallResult = (typeof CALL_RESULTS)[number];

/* How often each result is drawn; the vendor publishes the names, the weights are ours. */
const RESULTS: readonly (readonly [CallResult, number])[] = [
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

const INTENTS = ["有意向", "考虑中", "无意向"] as const;

/** What comes of one attempt. The same seed, number and attempt always have the same outcome. */
export function placeCall(seed: number, detailId: string, attempt: number): CallOutcome {
	const draw = draws(`${seed}/${detailId}/${attempt}`);
	const callResult = resultOf(draw());
	if (callResult !== "ANSWERED") {
		return { callResult, lineSeconds: 5 + Math.floor(draw() * 40), talkSeconds: 0, turns: 0, hangUpBy: "user" };
	}
	const talkSeconds = 8 + Math.floor(draw() * 110);
	const majorIntent = INTENTS[Math.floor(draw() * INTENTS.length)] ?? INTENTS[0];
	return {
		callResult,
		lineSeconds: 4 + Math.floor(draw() * 12) + talkSeconds,
		talkSeconds,
		turns: 1 + Math.floor(talkSeconds / 9),
		majorIntent,
		hangUpBy: draw() < 0.5 ? "user" : "robot",
	};
}

function resultOf(drawn: number): CallResult {
	let left = drawn;
	for (const [result, weight] of RESULTS) {
		left -= weight;
		if (left < 0) return result;
	}
	return "OTHERS";
}
