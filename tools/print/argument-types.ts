import {
	type DescribedProperty,
	descriptionOf,
	inputProperties,
	progressProperties,
	type Shape,
} from "./property-types";

/** The TypeScript source of the resource's argument and output types, with documentation for the editor. */
export function argsSource(): string {
	const inputs = inputProperties();
	const [status, ...progress] = progressProperties();
	const optional = (property: DescribedProperty) => (property.required ? "" : " | undefined");
	return [
		"// Written from provider/tasks by `npm run schema`. Change the model, not this file.",
		'import type { Input, Output } from "@pulumi/pulumi";',
		"",
		"/** A part of the day in which calls may be placed, on the clock of Asia/Shanghai. */",
		"export interface CallWindow {",
		"\t/** `HH:mm:ss`. */",
		"\tstartTime: string;",
		"\t/** `HH:mm:ss`, later than the start; the last one of a day is 23:59:59. */",
		"\tendTime: string;",
		"}",
		"",
		"/** A `CallWindow` as an argument. */",
		"export interface CallWindowArgs {",
		"\t/** `HH:mm:ss`. */",
		"\tstartTime: Input<string>;",
		"\t/** `HH:mm:ss`, later than the start; the last one of a day is 23:59:59. */",
		"\tendTime: Input<string>;",
		"}",
		"",
		"/** What an AI call task is declared with: the vendor's parameters with a small first letter. */",
		"export interface AiCallTaskArgs {",
		...inputs.flatMap((property) => [
			...comment(descriptionOf(property)),
			`\t${property.name}${property.required ? "" : "?"}: Input<${inputType(property)}${optional(property)}>${optional(property)};`,
		]),
		"}",
		"",
		"/** What a refresh, or an update, last saw of a task. */",
		"export interface AiCallTaskProgress {",
		...progress.flatMap(({ name, shape }) => [
			...comment([shape.description ?? ""]),
			`\treadonly ${name}?: ${plainType(shape)} | undefined;`,
		]),
		"}",
		"",
		"/** What a program can read of an AI call task. */",
		"export interface AiCallTaskOutputs {",
		...inputs.flatMap((property) => [
			...comment([property.field.description]),
			`\treadonly ${property.name}: Output<${outputType(property)}${optional(property)}>;`,
		]),
		...comment([status.shape.description ?? ""]),
		`\treadonly ${status.name}: Output<${plainType(status.shape)}>;`,
		...comment(["How far the campaign is. Empty until the first refresh or update."]),
		"\treadonly progress: Output<AiCallTaskProgress | undefined>;",
		"}",
		"",
		"/** The names of the properties. */",
		"export const properties = {",
		...names(
			"required",
			inputs.filter(({ required }) => required),
		),
		...names(
			"optional",
			inputs.filter(({ required }) => !required),
		),
		`\toutputs: ["${status.name}", "progress"],`,
		...names(
			"moments",
			inputs.filter(({ field }) => field.kind === "instant" || field.kind === "dateTime"),
		),
		"} as const;",
		"",
	].join("\n");
}

function names(list: string, properties: readonly DescribedProperty[]): string[] {
	return [`\t${list}: [`, ...properties.map(({ name }) => `\t\t"${name}",`), "\t],"];
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
	return kind === "instant" ? "number | string" : plainType(shape);
}

function outputType({ field: { kind }, shape }: DescribedProperty): string {
	if (kind === "windows") return "CallWindow[]";
	if (kind === "set") return `(${union(shape.items?.enum ?? [])})[]`;
	return kind === "instant" ? "number | string" : plainType(shape);
}
