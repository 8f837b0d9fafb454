import { markdownTable } from "../markdown-table";
import { type DescribedLookup, describedLookups, type Member, type MemberType } from "./lookup-types";
import { configurationKeys, type DescribedProperty, type DescribedResource } from "./property-types";
import { resources } from "./resources";

function effectCell({ field, effect }: DescribedProperty): string {
	return field.change === "replaces" ? `**${effect.short}**` : effect.short;
}

function parameters({ inputs }: DescribedResource): string {
	return markdownTable(
		["property", "meaning", "value", "a change"],
		inputs.map((property) => [
			`\`${property.name}\`${property.required ? " (required)" : ""}`,
			property.field.description,
			property.field.forms[0],
			effectCell(property),
		]),
	);
}

function conditions({ conditions }: DescribedResource): string {
	return conditions.map(({ condition, source }) => `- ${condition} <sub>${source}</sub>`).join("\n");
}

function outputs({ id, outputs, progress }: DescribedResource): string {
	const parts = (progress?.parts ?? []).map(({ name, shape }) => ({ name: `progress.${name}`, shape }));
	return markdownTable(
		["output", "meaning"],
		[id, ...outputs, ...parts].map(({ name, shape }) => [`\`${name}\``, shape.description ?? ""]),
	);
}

function configuration(): string {
	return markdownTable(
		["key", "meaning", "default"],
		configurationKeys().map(({ key, description, secret, standard }) => [
			`\`aiccs:${key}\``,
			secret ? `${description} Set it with \`--secret\`.` : description,
			standard === undefined ? "" : `\`${standard}\``,
		]),
	);
}

function argumentsOf({ args }: DescribedLookup): string {
	return markdownTable(
		["argument", "meaning"],
		args.map(({ name, required, description }) => [`\`${name}\`${required ? " (required)" : ""}`, description]),
	);
}

function answerOf({ result, types }: DescribedLookup): string {
	const rows = (members: readonly Member[], place: string): string[][] =>
		members.flatMap((member) => {
			const name = objectIn(member.type);
			const type = types.find((one) => one.name === name && name !== "CallWindow");
			const path = `${place}${member.name}${member.type.is === "list" && type !== undefined ? "[]" : ""}`;
			return [[`\`${path}\``, member.description], ...(type === undefined ? [] : rows(type.members, `${path}.`))];
		});
	return markdownTable(["answer", "meaning"], rows(result, ""));
}

/** The named type of a member, or of its elements. */
function objectIn(type: MemberType): string | undefined {
	if (type.is === "object") return type.name;
	return type.is === "list" || type.is === "map" ? objectIn(type.of) : undefined;
}

/** Each table by the name in its marks. */
export function tables(): ReadonlyMap<string, string> {
	return new Map([
		...resources().flatMap((resource): [string, string][] => [
			[`parameters of ${resource.name}`, parameters(resource)],
			[`conditions of ${resource.name}`, conditions(resource)],
			[`outputs of ${resource.name}`, outputs(resource)],
		]),
		...describedLookups().flatMap((one): [string, string][] => [
			[`arguments of ${one.name}`, argumentsOf(one)],
			[`answer of ${one.name}`, answerOf(one)],
		]),
		["configuration", configuration()],
	]);
}

/** The place of a table that a text does not have yet. */
export function emptyTable(name: string): string {
	return `\n<!-- ${name}: written by npm run schema -->\n\n<!-- end ${name} -->\n`;
}

/** A text with everything between its marks replaced by what the models say now. */
export function withTables(text: string): string {
	return [...tables()].reduce(
		(result, [name, table]) =>
			result.replace(
				new RegExp(`(<!-- ${name}: written by npm run schema -->)[\\s\\S]*?(<!-- end ${name} -->)`),
				(_, begin: string, end: string) => `${begin}\n${table}\n${end}`,
			),
		text,
	);
}
