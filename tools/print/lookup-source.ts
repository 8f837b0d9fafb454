import type { DescribedLookup, Member, MemberType, NamedType } from "./lookup-types";
import { namedTypes } from "./lookup-types";

/** Types that the argument types of the resources have. */
const elsewhere = ["CallWindow"];

/** The TypeScript source of the lookups as a program calls them, with documentation for the editor. */
export function lookupSource(lookups: readonly DescribedLookup[]): string {
	const types = namedTypes(lookups).filter(({ name }) => !elsewhere.includes(name));
	return [
		"// Written by `npm run schema`. Change the lookups, not this file.",
		'import type { Output } from "@pulumi/pulumi";',
		'import { type InputsOf, type LookupOptions, type LookupOutputOptions, lookUp, lookUpOutput } from "../lookups";',
		`import type { ${elsewhere.join(", ")} } from "./ai-call-task-args";`,
		"",
		...types.flatMap((type) => interfaceOf(type)),
		...lookups.flatMap(typesOf),
		...lookups.flatMap(functionsOf),
	].join("\n");
}

function typesOf({ name, args, result }: DescribedLookup): string[] {
	return [
		...interfaceOf({ name: `${capital(name)}Args`, description: `What \`${name}\` takes.`, members: args }),
		...interfaceOf({ name: `${capital(name)}Result`, description: `What \`${name}\` answers.`, members: result }),
	];
}

function functionsOf({ name, description, args }: DescribedLookup): string[] {
	const type = `${capital(name)}Args`;
	const standard = args.some(({ required }) => required) ? "" : " = {}";
	return [
		`/** ${description} */`,
		`export function ${name}(args: ${type}${standard}, options?: LookupOptions): Promise<${capital(name)}Result> {`,
		`\treturn lookUp("${name}", args, options);`,
		"}",
		"",
		`/** \`${name}\` with arguments that may be outputs. In a preview that does not know them, the answer is not known. */`,
		`export function ${name}Output(args: InputsOf<${type}>${standard}, options?: LookupOutputOptions): Output<${capital(name)}Result> {`,
		`\treturn lookUpOutput("${name}", args, options);`,
		"}",
		"",
	];
}

function interfaceOf({ name, description, members }: NamedType): string[] {
	return [
		`/** ${description} */`,
		`export interface ${name} {`,
		...members.flatMap((member) => [`\t/** ${member.description} */`, `\t${memberOf(member)}`]),
		"}",
		"",
	];
}

function memberOf({ name, required, type }: Member): string {
	return `readonly ${name}${required ? "" : "?"}: ${sourceOf(type)}${required ? "" : " | undefined"};`;
}

function sourceOf(type: MemberType): string {
	if (type.is === "object") return type.name;
	if (type.is === "map") return `Readonly<Record<string, ${sourceOf(type.of)}>>`;
	if (type.is === "list") {
		const element = sourceOf(type.of);
		return `readonly ${element.includes("|") ? `(${element})` : element}[]`;
	}
	if ("values" in type && type.values !== undefined)
		return type.values.map((value) => JSON.stringify(value)).join(" | ");
	return type.is === "integer" ? "number" : type.is;
}

function capital(name: string): string {
	return name.charAt(0).toUpperCase() + name.slice(1);
}
