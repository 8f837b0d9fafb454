import type { Field, Properties } from "./field";
import { kinds } from "./kinds";
import { asRecorded, type Name, type Recorded, type Value, type Values } from "./values";

/** The vendor's name of a property: the same with a capital first letter. */
function parameterOf(property: string): string {
	return property.charAt(0).toUpperCase() + property.slice(1);
}

/** The request parameters of the properties that the service knows and `isSent` allows. */
export function parameters<T extends Values<T>>(
	properties: Properties<T>,
	values: Values<T>,
	isSent: (field: Field) => boolean,
): Record<string, string> {
	const sent: Record<string, string> = {};
	for (const [property, field] of properties) {
		const value = values[property];
		if (value === undefined || field.ours || !isSent(field)) continue;
		sent[parameterOf(property)] = kinds[field.kind].wire(value);
	}
	return sent;
}

/** The properties that an answer of the service shows. */
export function readBack<T>(properties: Properties<T>, answer: Readonly<Record<string, unknown>>): Recorded<T> {
	const shown = new Map<Name<T>, Value>();
	for (const [property, field] of properties) {
		const value = field.readBack === undefined ? undefined : kinds[field.kind].readBack(answer[field.readBack]);
		if (value !== undefined) shown.set(property, value);
	}
	return asRecorded(shown);
}
