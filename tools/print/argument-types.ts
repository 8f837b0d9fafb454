import {
	type DescribedOutput,
	type DescribedProperty,
	type DescribedResource,
	descriptionOf,
	lastSeen,
	type Shape,
	windowParts,
} from "./property-types";

const windowTypes = [
	"/** A part of the day in which calls may be placed, on the clock of Asia/Shanghai. */",
	...windowType("CallWindow", "string"),
	"/** A `CallWindow` as an argument. */",
	...windowType("CallWindowArgs", "Input<string>"),
];

function windowType(name: string, type: string): string[] {
	const parts = Object.entries(windowParts);
	return [
		`export interface ${name} {`,
		...parts.flatMap(([part, description]) => [`\t/** ${description} */`, `\t${part}: ${type};`]),
		"}",
		"",
	];
}

/** The TypeScript source of the resource's argument and output types, with documentation for the editor. */
export function argsSource({ name, label, inputs, id, outputs, progress }: DescribedResource): string {
	const optional = (property: DescribedProperty) => (property.required ? "" : " | undefined");
	return [
		"// Written by `npm run schema`. Change the model, not this file.",
		`import type { ${inputs.some(({ field }) => field.kind === "files") ? "asset, " : ""}Input, Output } from "@pulumi/pulumi";`,
		"",
		...(inputs.some(({ field }) => field.kind === "windows") ? windowTypes : []),
		`/** What ${label} is declared with. */`,
		`export interface ${name}Args {`,
		...inputs.flatMap((property) => [
			...comment(descriptionOf(property)),
			`\t${property.name}${property.required ? "" : "?"}: Input<${inputType(property)}${optional(property)}>${optional(property)};`,
		]),
		"}",
		"",
		...(progress === undefined ? [] : progressType(name, progress.parts)),
		`/** What a program can read of ${label}. */`,
		`export interface ${name}Outputs {`,
		...inputs.flatMap((property) => [
			...comment([property.field.description]),
			`\treadonly ${property.name}: Output<${outputType(property)}${optional(property)}>;`,
		]),
		...outputs.flatMap((output) => [
			...comment([output.shape.description ?? ""]),
			`\treadonly ${output.name}: Output<${plainType(output.shape)}>;`,
		]),
		...(progress === undefined
			? []
			: [...comment([progress.description]), `\treadonly progress: Output<${name}Progress | undefined>;`]),
		"}",
		"",
		"/** The names of the properties. */",
		"export const properties = {",
		`\trequired: ${names(inputs.filter(({ required }) => required))},`,
		`\toptional: ${names(inputs.filter(({ required }) => !required))},`,
		`\tmoments: ${names(inputs.filter(({ field: { kind } }) => kind === "instant" || kind === "dateTime"))},`,
		`\toutputs: ${names(progress === undefined ? outputs : [...outputs, { name: "progress" }])},`,
		`\tid: "${id.name}",`,
		"} as const;",
		"",
	].join("\n");
}

function progressType(name: string, parts: readonly DescribedOutput[]): string[] {
	return [
		`/** ${lastSeen} */`,
		`export interface ${name}Progress {`,
		...parts.flatMap((part) => [
			...comment([part.shape.description ?? ""]),
			`\treadonly ${part.name}?: ${plainType(part.shape)} | undefined;`,
		]),
		"}",
		"",
	];
}

function names(properties: readonly { readonly name: string }[]): string {
	return `[${properties.map(({ name }) => `"${name}"`).join(", ")}]`;
}

function comment(lines: readonly string[]): string[] {
	return [
		"\t/**",
		...lines.flatMap((line, index) => (index === 0 ? [`\t * ${line}`] : ["\t *", `\t * ${line}`])),
		"\t */",
	];
}

function union(values: readonly (string | number)[]): string {
	return values.map((value) => JSON.stringify(value)).join(" | ");
}

function plainType({ type, enum: values, const: only }: Shape): string {
	if (only !== undefined) return JSON.stringify(only);
	if (values !== undefined) return union(values);
	return type === "integer" ? "number" : (type ?? "string");
}

function inputType({ field: { kind }, shape }: DescribedProperty): string {
	if (kind === "windows") return "Input<CallWindowArgs>[]";
	if (kind === "set") return `Input<${union(shape.items?.enum ?? [])}>[]`;
	if (kind === "files") return "asset.FileAsset | Input<asset.FileAsset>[]";
	if (kind === "names") return "Record<string, Input<string>>";
	return kind === "instant" ? "number | string" : plainType(shape);
}

function outputType({ field: { kind }, shape }: DescribedProperty): string {
	if (kind === "windows") return "CallWindow[]";
	if (kind === "set") return `(${union(shape.items?.enum ?? [])})[]`;
	if (kind === "files") return "asset.FileAsset | asset.FileAsset[]";
	if (kind === "names") return "Record<string, string>";
	return kind === "instant" ? "number | string" : plainType(shape);
}
