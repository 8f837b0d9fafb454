import { z } from "zod";
import { Raw, unknown } from "../../definition/values";

/** The text that the engine sends for an unknown value. */
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Values as the engine sends them. */
export type EngineValues = object;

/** A declared resource, as the engine sends it. */
export interface Declared {
	/** The inputs without hidden keys and empty values; unknown values are marked. */
	readonly inputs: Raw;
	/** The URN in a check, the key elsewhere; empty if absent. */
	readonly owner: string;
	readonly isPreview: boolean;
	/** The file for a preview's findings. */
	readonly findingsFile: string | undefined;
	/** The line that loads this code. It must be in everything from which the engine loads the provider again. */
	readonly provider: unknown;
}

const Text = z.string().optional().catch(undefined);

/** Separates the hidden keys of a resource's inputs from its properties. */
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

/** The outputs in the state of a resource, hidden ones included. */
export function outputsIn(values: EngineValues): Raw {
	return new Raw(withoutEmpty(values, marked));
}

/** Inputs for the state: as the program gave them, without empty values and hidden keys. */
export function keptInputs(inputs: EngineValues): Record<string, unknown> {
	return visible(withoutEmpty(inputs, (value) => value));
}

function marked(value: unknown): unknown {
	return value === unknownText ? unknown : value;
}

/** Elements of lists stay, even empty ones: removing them would hide a mistake and shift the others. */
function withoutEmpty(values: EngineValues, leaf: (value: unknown) => unknown): Record<string, unknown> {
	const read = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(read);
		return typeof value === "object" && value !== null ? withoutEmpty(value, leaf) : leaf(value);
	};
	const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given.map(([key, value]) => [key, read(value)]));
}

/** Outputs for the engine, which accepts only JSON and no undefined values. */
export function toEngine(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return JSON.parse(JSON.stringify(values));
}

function visible(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
}
