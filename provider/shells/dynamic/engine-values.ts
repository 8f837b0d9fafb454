import { z } from "zod";
import { Raw, unknown } from "../../definition/values";

/** The text by which the engine says that a value is not known yet. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Values as the engine sends them. */
export type EngineValues = object;

/** What a program declares, as the engine sends it. */
export interface Declared {
	/** The inputs: without hidden keys and empty values, with unknown values marked. */
	readonly inputs: Raw;
	/** Who declares it: the URN in a check, the key elsewhere; empty where it is not given. */
	readonly owner: string;
	readonly isPreview: boolean;
	/** Where a preview's findings go. */
	readonly findingsFile: string | undefined;
	/** The line that leads to this code; it goes wherever the engine is to find the code again. */
	readonly provider: unknown;
}

const Text = z.string().optional().catch(undefined);

/** Takes the hidden keys of a resource's inputs from its properties. */
export function declaredIn(values: EngineValues): Declared {
	const all = withoutEmpty(values, marked);
	return {
		inputs: new Raw(visible(all)),
		owner: Text.parse(all.__owner) ?? "",
		isPreview: all.__preview !== undefined,
		findingsFile: Text.parse(all.__preview),
		provider: all.__provider,
	};
}

/** What the state keeps of a resource, hidden notes included. */
export function outputsIn(values: EngineValues): Raw {
	return new Raw(withoutEmpty(values, marked));
}

/** Inputs for the engine to keep: as the program gave them, without empty values and without the hidden keys. */
export function keptInputs(inputs: EngineValues): Record<string, unknown> {
	return visible(withoutEmpty(inputs, (value) => value));
}

function marked(value: unknown): unknown {
	return value === unknownText ? unknown : value;
}

/** An element of a list stays, whatever it is: left out, it would hide a mistake and move those behind it. */
function withoutEmpty(values: EngineValues, leaf: (value: unknown) => unknown): Record<string, unknown> {
	const read = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(read);
		return typeof value === "object" && value !== null ? withoutEmpty(value, leaf) : leaf(value);
	};
	const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given.map(([key, value]) => [key, read(value)]));
}

/** Outputs for the engine, which takes neither undefined values nor anything that is not JSON. */
export function toEngine(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(values));
}

function visible(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
}
