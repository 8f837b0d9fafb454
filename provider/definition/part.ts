/** What an object holds under a key; `undefined` for anything else. */
export function part(value: unknown, key: PropertyKey): unknown {
	return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
