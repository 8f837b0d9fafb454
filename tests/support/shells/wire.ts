import { part } from "../../../provider/definition/part";
import { isSecret, opened, sealed, toEngine } from "../../../provider/shells/engine-values";
import type { Values } from "../engine";

type EngineObject = Record<string, unknown>;

/** Values of a program as the engine sends them: files as assets, nothing that is undefined. */
export const sent: (values: Values) => EngineObject = toEngine;

/** Values of the state as the engine sends them in a diff, a read, an update and a deletion: of files, only the hash. */
export function recorded(values: Values): EngineObject {
	return JSON.parse(
		JSON.stringify(values, (_key, value: unknown) => {
			if (part(value, "hash") === undefined || typeof value !== "object" || value === null) return value;
			return { ...value, path: undefined };
		}),
	);
}

/** What the engine records of values that it has returned: files that are as before have their path again. */
export function restored(values: Values, before: Values): EngineObject {
	const paths = new Map<unknown, unknown>();
	JSON.stringify(before, (_key, value: unknown) => {
		if (part(value, "path")) paths.set(part(value, "hash"), part(value, "path"));
		return value;
	});
	return JSON.parse(
		JSON.stringify(values, (_key, value: unknown) => {
			const path = paths.get(part(value, "hash"));
			return path === undefined || typeof value !== "object" ? value : { ...value, path };
		}),
	);
}

/** Values for a provider that accepts no secrets. */
export function withoutSecrets(values: Values): EngineObject {
	return opened(values).values;
}

/** Marks what such a provider returns under the name of a secret, as the engine does. */
export function secretAs(values: Values, before: Values): EngineObject {
	const marked = sealed(
		{ ...values },
		opened(before).secrets.filter((name) => isSecretValue(before[name])),
	);
	const inner = Object.entries(marked).map(([name, value]) => {
		const old = before[name];
		const areObjects = isObject(value) && isObject(old) && !isSecret(value) && !isSecret(old);
		return [name, areObjects ? secretAs(value, old) : value];
	});
	return Object.fromEntries(inner);
}

function isSecretValue(value: unknown): boolean {
	return typeof value === "object" && value !== null && isSecret(value);
}

function isObject(value: unknown): value is Values {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
