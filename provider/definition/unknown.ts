/** Marks a value that is not known yet (the output of a resource that a preview does not create). */
export const unknown: unique symbol = Symbol("value not known yet");

/** True when nothing inside the value is still unknown. */
export function isKnown(value: unknown): boolean {
	if (value === unknown) return false;
	if (Array.isArray(value)) return value.every(isKnown);
	if (typeof value === "object" && value !== null) return Object.values(value).every(isKnown);
	return true;
}
