/** One request as it was answered, or left unanswered. */
export interface RequestView {
	readonly action: string;
	/** As sent, except that callee numbers are masked. */
	readonly parameters: Readonly<Record<string, string>>;
	/** HTTP status; 0 when no answer was sent. */
	readonly status: number;
	readonly code: string;
	/** Whether the operation took effect, answered or not. */
	readonly done: boolean;
	readonly fault?: string;
	/** Epoch milliseconds of the simulator's clock. */
	readonly at: number;
}

export interface Journal {
	record(request: RequestView): void;
	all(): readonly RequestView[];
	clear(): void;
}

export function createJournal(): Journal {
	let requests: RequestView[] = [];
	return {
		record(request) {
			requests.push({ ...request, parameters: maskNumbers(request.parameters) });
		},
		all: () => requests,
		clear() {
			requests = [];
		},
	};
}

const HOLDS_NUMBERS = new Set(["PhoneNumberList", "PhoneNumber", "PhoneNumbers", "CalledNumber", "Extension"]);

function maskNumbers(parameters: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			HOLDS_NUMBERS.has(name) ? value.replace(/[0-9a-fA-F]{5,}/g, "***") : value,
		]),
	);
}
