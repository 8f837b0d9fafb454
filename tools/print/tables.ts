import type { Field } from "../../provider/definition/field";
import { conditions } from "../../provider/tasks/conditions";
import { markdownTable } from "../markdown-table";
import { configurationKeys, effectOf, inputProperties, progressProperties } from "./property-types";

function effectCell(field: Field): string {
	const { short } = effectOf(field);
	return field.change === "replaces" ? `**${short}**` : short;
}

const tables: Readonly<Record<string, () => string>> = {
	parameters: () =>
		markdownTable(
			["property", "meaning", "value", "a change"],
			inputProperties().map(({ name, field, required }) => [
				`\`${name}\`${required ? " (required)" : ""}`,
				field.description,
				field.forms[0],
				effectCell(field),
			]),
		),
	conditions: () =>
		conditions
			.filter(({ says }) => says !== "")
			.map(({ says, source }) => `- ${says} <sub>${source}</sub>`)
			.join("\n"),
	configuration: () =>
		markdownTable(
			["key", "meaning", "default"],
			configurationKeys().map(({ key, description, secret, standard }) => [
				`\`aiccs:${key}\``,
				secret ? `${description} Set it with \`--secret\`.` : description,
				standard === undefined ? "" : `\`${standard}\``,
			]),
		),
	outputs: () =>
		markdownTable(
			["output", "meaning"],
			[
				["`taskId`", "Id of the task, exact to the last of its 18 digits."],
				...progressProperties().map(({ name, shape }, index) => [
					`\`${index === 0 ? "" : "progress."}${name}\``,
					shape.description ?? "",
				]),
			],
		),
};

/** A text with everything between its marks replaced by what the model says now. */
export function withTables(text: string): string {
	return Object.entries(tables).reduce(
		(result, [name, print]) =>
			result.replace(
				new RegExp(`(<!-- ${name}: written by npm run schema -->)[\\s\\S]*?(<!-- end ${name} -->)`),
				(_, begin: string, end: string) => `${begin}\n${print()}\n${end}`,
			),
		text,
	);
}
