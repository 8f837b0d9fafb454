import { z } from "zod";
import type { Definition } from "../../provider/definition/define-resource";
import { effectOf } from "../../provider/definition/effect";
import type { Field } from "../../provider/definition/field";
import { Configuration } from "../../provider/service/configuration";

/** The JSON schema of a property, as far as types are printed from it. */
const Shape = z.object({
	// Several types at once are printed by the property's kind.
	type: z.string().optional().catch(undefined),
	enum: z.array(z.union([z.string(), z.number()])).optional(),
	const: z.union([z.string(), z.number()]).optional(),
	items: z.object({ enum: z.array(z.string()).optional() }).optional(),
	description: z.string().optional(),
});
export type Shape = z.output<typeof Shape>;

export interface DescribedProperty {
	readonly name: string;
	readonly field: Field;
	readonly required: boolean;
	readonly shape: Shape;
	/** What a change does: in short, and what else there is to know of it. */
	readonly effect: { readonly short: string; readonly more: string };
}

/** The parts of a window. */
export const windowParts = {
	startTime: "`HH:mm:ss`.",
	endTime: "`HH:mm:ss`, later than the start; the last one of a day is 23:59:59.",
};

/** What the type of a resource's progress is. */
export const lastSeen = "What a refresh, or an update, last saw.";

export interface DescribedOutput {
	readonly name: string;
	readonly shape: Shape;
}

/** A resource with everything that is printed of it. */
export interface DescribedResource {
	readonly name: string;
	readonly label: string;
	readonly description: string;
	readonly inputs: readonly DescribedProperty[];
	readonly id: DescribedOutput;
	/** The outputs that are neither inputs nor the id. */
	readonly outputs: readonly DescribedOutput[];
	/** The output `progress` and its parts, if the resource has one. */
	readonly progress: { readonly description: string; readonly parts: readonly DescribedOutput[] } | undefined;
	readonly conditions: readonly { readonly condition: string; readonly source: string }[];
}

export function describeResource<T>(definition: Definition<T>): DescribedResource {
	const { name, label, description, outputs, rules } = definition;
	return {
		name,
		label,
		description,
		inputs: inputsOf(definition),
		id: { name: outputs.id.name, shape: { type: "string", description: outputs.id.description } },
		outputs: describedOutputs(outputs.shown),
		progress: outputs.progress && { ...outputs.progress, parts: describedOutputs(outputs.progress.parts) },
		conditions: rules.filter(({ condition }) => condition !== ""),
	};
}

function shapeOf(schema: z.core.$ZodType): Shape {
	return Shape.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

function inputsOf<T>(definition: Definition<T>): DescribedProperty[] {
	return [...definition.properties].map(([name, field]) => {
		const schema = definition.inputs.shape[name];
		if (schema === undefined) throw new Error(`${name} has no schema.`);
		const required = !z.safeParse(schema, undefined).success;
		return { name, field, required, shape: shapeOf(schema), effect: effectOf(definition, name) };
	});
}

function describedOutputs(outputs: z.ZodObject): DescribedOutput[] {
	return Object.entries(outputs.shape).map(([name, schema]) => ({ name, shape: shapeOf(schema) }));
}

/** The whole description: meaning, form, condition, what a change causes, and where the facts come from. */
export function descriptionOf({ field, effect }: DescribedProperty): string[] {
	const { onlyWhen } = field;
	const condition =
		onlyWhen && `${onlyWhen.required ? "Required exactly" : "Only"} when \`${onlyWhen.property}\` is ${onlyWhen.is}.`;
	return [
		field.description,
		`Form: ${field.forms[0]}.`,
		...(condition ? [condition] : []),
		`A change ${effect.short}${effect.more}.`,
		`Source: ${field.source}.`,
	];
}

const ConfigurationFacts = z.object({
	description: z.string(),
	secret: z.boolean().optional(),
	default: z.union([z.string(), z.number()]).optional(),
});

/** The keys of the stack's configuration, or of an account in it, with what is printed of them. */
export function configurationKeys(configuration: z.ZodObject = Configuration) {
	return Object.entries(configuration.shape).map(([key, schema]) => {
		const facts = ConfigurationFacts.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
		return { key, description: facts.description, secret: facts.secret, standard: facts.default };
	});
}
