import { z } from "zod";
import type { Field } from "../../provider/definition/field";
import { Configuration } from "../../provider/service/configuration";
import { AiCallTask, type Property, properties } from "../../provider/tasks/model";
import { TaskProgress } from "../../provider/tasks/progress";

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
	readonly name: Property;
	readonly field: Field;
	readonly required: boolean;
	readonly shape: Shape;
}

function shapeOf(schema: z.ZodType): Shape {
	return Shape.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
}

/** Every input property with what is printed of it, in the model's order. */
export function inputProperties(): DescribedProperty[] {
	return [...properties].map(([name, field]) => {
		const schema = AiCallTask.shape[name];
		return { name, field, required: !schema.safeParse(undefined).success, shape: shapeOf(schema) };
	});
}

export interface DescribedOutput {
	readonly name: string;
	readonly shape: Shape;
}

/** Every output that is not an input: the status, then the parts of the progress. */
export function progressProperties(): [DescribedOutput, ...DescribedOutput[]] {
	const { status, ...progress } = TaskProgress.shape;
	const described = Object.entries(progress).map(([name, schema]) => ({ name, shape: shapeOf(schema) }));
	return [{ name: "status", shape: shapeOf(status) }, ...described];
}

/** What a change does: in short, as the reference's table says it, and what else there is to know of it. */
export interface Effect {
	readonly short: string;
	readonly more?: string;
}

const effects: Readonly<Record<Field["change"] | "runs", Effect>> = {
	updates: { short: "updates the task in place", more: "; a running campaign is stopped for that time" },
	runs: { short: "starts or stops the task" },
	replaces: {
		short: "replaces the task",
		more: ": the old one is stopped and renamed, and a new one is created",
	},
	recorded: { short: "is only recorded" },
	nothing: { short: "has no effect on a task that exists" },
};

/** What a change of the property does, in the words of every place that says it. */
export function effectOf({ change, ours }: Field): Effect {
	return effects[ours && change === "updates" ? "runs" : change];
}

/** The whole description: meaning, form, condition, what a change causes, and where the facts come from. */
export function descriptionOf({ field }: DescribedProperty): string[] {
	const { onlyWhen } = field;
	const { short, more = "" } = effectOf(field);
	const condition =
		onlyWhen && `${onlyWhen.required ? "Required exactly" : "Only"} when \`${onlyWhen.property}\` is ${onlyWhen.is}.`;
	return [
		field.description,
		`Form: ${field.forms[0]}.`,
		...(condition ? [condition] : []),
		`A change ${short}${more}.`,
		`Source: ${field.source}.`,
	];
}

const ConfigurationFacts = z.object({
	description: z.string(),
	secret: z.boolean().optional(),
	default: z.union([z.string(), z.number()]).optional(),
});

/** The keys of the stack's configuration with what is printed of them. */
export function configurationKeys() {
	return Object.entries(Configuration.shape).map(([key, schema]) => {
		const facts = ConfigurationFacts.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
		return { key, description: facts.description, secret: facts.secret, standard: facts.default };
	});
}
