/** A wrong command line or input. The message says what to do. */
export class InputError extends Error {
	override readonly name = "InputError";
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
