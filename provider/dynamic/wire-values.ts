import { unknown } from "../model/unknown";

/** The text by which the engine says that a value is not known yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Inputs as the engine sends them, with unknown values marked and empty ones left out. */
export function fromEngine(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const read: Record<string, unknown> = {};
	for (const [key, value] of Object.entries(values)) {
		if (value !== null && value !== undefined) read[key] = holdsUnknown(value) ? marked(value) : value;
	}
	return read;
}

function holdsUnknown(value: unknown): boolean {
	if (typeof value !== "object" || value === null) return value === unknownText;
	return Object.values(value).some(holdsUnknown);
}

function marked(value: unknown): unknown {
	if (value === unknownText) return unknown;
	if (Array.isArray(value)) return value.map(marked);
	if (typeof value !== "object" || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
}

/** Outputs for the engine, which takes neither undefined values nor anything that is not JSON. */
export function toEngine(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(values));
}

/** The hidden keys of a resource, which are not part of its definition. */
export interface HiddenInputs {
	readonly owner: string;
	readonly isPreview: boolean;
}

export function hiddenInputs(values: Readonly<Record<string, unknown>>): HiddenInputs {
	const { __owner, __preview } = values;
	return { owner: typeof __owner === "string" ? __owner : "", isPreview: __preview === true };
}

/** The values without the hidden keys. */
export function visible(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
}
