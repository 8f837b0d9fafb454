/** A request and how it was answered. */
export interface RequestView {
	readonly action: string;
	/** As sent, with callee numbers masked. */
	readonly parameters: Readonly<Record<string, string>>;
	/** The HTTP status; 0 if no answer was sent. */
	readonly status: number;
	readonly code: string;
	/** Whether the operation took effect, answered or not. */
	readonly done: boolean;
	readonly fault?: string;
	/** Epoch milliseconds of the simulator's clock. */
	readonly at: number;
}

export interface RequestLog {
	record(request: RequestView): void;
	all(): readonly RequestView[];
	clear(): void;
}

export function createRequestLog(): RequestLog {
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

const masked = new Set(["PhoneNumberList", "PhoneNumber", "PhoneNumbers", "CalledNumber", "Extension"]);

function maskNumbers(parameters: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(parameters).map(([name, value]) => [
			name,
			masked.has(name) ? value.replace(/[0-9a-fA-F]{5,}/g, "***") : value,
		]),
	);
}
