import { taskDefinition } from "../../provider/tasks/definition";
import { markdownTable } from "../markdown-table";
import { configurationKeys, type DescribedProperty, describeResource } from "./property-types";

function effectCell({ field, effect }: DescribedProperty): string {
	return field.change === "replaces" ? `**${effect.short}**` : effect.short;
}

const tables: Readonly<Record<string, () => string>> = {
	parameters: () =>
		markdownTable(
			["property", "meaning", "value", "a change"],
			task().inputs.map((property) => [
				`\`${property.name}\`${property.required ? " (required)" : ""}`,
				property.field.description,
				property.field.forms[0],
				effectCell(property),
			]),
		),
	conditions: () =>
		task()
			.conditions.map(({ condition, source }) => `- ${condition} <sub>${source}</sub>`)
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
	outputs: () => {
		const { id, outputs, progress } = task();
		const parts = (progress?.parts ?? []).map(({ name, shape }) => ({ name: `progress.${name}`, shape }));
		return markdownTable(
			["output", "meaning"],
			[id, ...outputs, ...parts].map(({ name, shape }) => [`\`${name}\``, shape.description ?? ""]),
		);
	},
};

function task() {
	return describeResource(taskDefinition);
}

/** A text with everything between its marks replaced by what the model condition now. */
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
