import { z } from "zod";
import type { Lookup } from "../../provider/lookups/lookup";
import { lookups } from "../../provider/lookups/lookups";

/** A type of a member, as far as lookups use types. */
export type MemberType =
	| Simple
	| { readonly is: "list" | "map"; readonly of: MemberType }
	/** A named type. */
	| { readonly is: "object"; readonly name: string };

export interface Simple {
	readonly is: "string" | "integer" | "number" | "boolean";
	readonly values?: readonly (string | number)[];
}

export interface Member {
	readonly name: string;
	readonly description: string;
	readonly required: boolean;
	readonly type: MemberType;
}

export interface NamedType {
	readonly name: string;
	readonly description: string;
	readonly members: readonly Member[];
}

/** A lookup with everything that is printed of it. */
export interface DescribedLookup {
	readonly name: string;
	readonly description: string;
	readonly args: readonly Member[];
	readonly result: readonly Member[];
	/** The types of its answer. */
	readonly types: readonly NamedType[];
}

interface TypeShape {
	readonly type?: string | undefined;
	readonly description?: string | undefined;
	readonly $ref?: string | undefined;
	readonly enum?: (string | number)[] | undefined;
	readonly const?: string | number | undefined;
	readonly items?: TypeShape | undefined;
	readonly additionalProperties?: TypeShape | false | undefined;
}

const TypeShape: z.ZodType<TypeShape> = z.object({
	type: z.string().optional(),
	description: z.string().optional(),
	$ref: z.string().optional(),
	enum: z.array(z.union([z.string(), z.number()])).optional(),
	const: z.union([z.string(), z.number()]).optional(),
	get items() {
		return TypeShape.optional();
	},
	get additionalProperties() {
		return z.union([z.literal(false), TypeShape]).optional();
	},
});

const ObjectShape = z.object({
	description: z.string().optional(),
	properties: z.record(z.string(), TypeShape),
	required: z.array(z.string()).default([]),
});

const Document = ObjectShape.extend({ $defs: z.record(z.string(), ObjectShape).default({}) });

/** Every lookup, with what is printed of it. */
export function describedLookups(): readonly DescribedLookup[] {
	return lookups.map(described);
}

/** The named types of all lookups, each once. */
export function namedTypes(all: readonly DescribedLookup[]): readonly NamedType[] {
	return [...new Map(all.flatMap(({ types }) => types).map((type) => [type.name, type])).values()];
}

function described({ name, description, args, result }: Lookup): DescribedLookup {
	const answer = documentOf(result, "output");
	return {
		name,
		description,
		args: membersOf(documentOf(args, "input")),
		result: membersOf(answer),
		types: Object.entries(answer.$defs).map(([type, shape]) => ({
			name: type,
			description: shape.description ?? "",
			members: membersOf(shape),
		})),
	};
}

function documentOf(schema: z.ZodObject, io: "input" | "output"): z.output<typeof Document> {
	return Document.parse(z.toJSONSchema(schema, { io, unrepresentable: "any" }));
}

function membersOf({ properties, required }: z.output<typeof ObjectShape>): Member[] {
	return Object.entries(properties).map(([name, shape]) => ({
		name,
		description: shape.description ?? "",
		required: required.includes(name),
		type: typeOf(shape),
	}));
}

function typeOf({ type, $ref, enum: values, const: only, items, additionalProperties }: TypeShape): MemberType {
	if ($ref !== undefined) return { is: "object", name: $ref.replace("#/$defs/", "") };
	if (items !== undefined) return { is: "list", of: typeOf(items) };
	if (type === "object" && additionalProperties) return { is: "map", of: typeOf(additionalProperties) };
	const is = z
		.enum(["string", "integer", "number", "boolean"])
		.parse(type === "number" && only !== undefined ? "integer" : type);
	const all = only === undefined ? values : [only];
	return { is, ...(all !== undefined && { values: all }) };
}
