import type { Field, Properties } from "./field";
import { kinds } from "./kinds";
import { asRecorded, type Name, type Raw, type Recorded, type Value, type Values } from "./values";

/** The vendor's name of a property: with a capital first letter. */
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

/** The properties in the state. Skips values of another shape: this package did not record them. */
export function recorded<T>(properties: Properties<T>, olds: Raw): Recorded<T> {
	return collected(properties, (name, { kind }) => kinds[kind].shaped(olds.get(name)));
}

/** The properties in an answer of the service. */
export function readBack<T>(properties: Properties<T>, answer: Readonly<Record<string, unknown>>): Recorded<T> {
	return collected(properties, (_name, { kind, readBack: shownAs }) =>
		shownAs === undefined ? undefined : kinds[kind].readBack(answer[shownAs]),
	);
}

function collected<T>(
	properties: Properties<T>,
	find: (name: Name<T>, field: Field) => Value | undefined,
): Recorded<T> {
	const values = new Map<Name<T>, Value>();
	for (const [name, field] of properties) {
		const value = find(name, field);
		if (value !== undefined) values.set(name, value);
	}
	return asRecorded(values);
}
