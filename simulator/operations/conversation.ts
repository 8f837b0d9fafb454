import type { Detail } from "../calls/call-book";

/** The call's own id; a number that was never called has none. */
export function callIdOf({ id, attempts }: Detail): string | undefined {
	return attempts === 0 ? undefined : `${id}^${attempts}`;
}

/** What was said, as the JSON text the service sends. The words are ours. */
export function conversationOf({ turns = 0 }: Detail): string | undefined {
	if (turns === 0) return undefined;
	const record = Array.from({ length: turns }, (_, turn) => ({
		role: turn % 2 === 0 ? "assistant" : "user",
		content: turn % 2 === 0 ? "您好，请问现在方便吗？" : "可以，请讲。",
	}));
	return JSON.stringify(record);
}
