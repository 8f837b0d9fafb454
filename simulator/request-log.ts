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
