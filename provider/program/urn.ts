import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { urnParts } from "../definition/resource-label";
import { knownValue } from "./known-value";

/** The URN of a resource under a parent. Pulumi's own `createUrn` cuts the parents of a parent whose name holds `::`. */
export function childUrn(parent: string, type: string, name: string): string {
	const { types } = urnParts(parent);
	const place = parent.split("::", 2).join("::");
	// Being part of the stack is not told.
	const parents = types.join() === "pulumi:pulumi:Stack" ? [] : types;
	return `${place}::${[...parents, type].join("$")}::${name}`;
}

/** The URNs that a resource has had, by its own `aliases` and those of what it is part of. */
export async function formerUrns(resource: pulumi.Resource): Promise<string[]> {
	const own = await aliasesOf(resource);
	const parent: unknown = part(resource, "__parentResource");
	if (!pulumi.Resource.isInstance(parent)) return own;
	const [urn, parentUrn] = await Promise.all([knownValue(resource.urn), knownValue(parent.urn)]);
	const children = [...(urn === undefined ? [] : [urn]), ...own].map(urnParts);
	const inherited = (await formerUrns(parent)).flatMap((former) =>
		children.map(({ types, name }) => childUrn(former, types.at(-1) ?? "", renamed(name, parentUrn, former))),
	);
	return [...own, ...inherited];
}

/** A child that is named after its parent has changed its name with it: so Pulumi has it. */
function renamed(name: string, parent: string | undefined, former: string): string {
	const parentName = parent === undefined ? "" : urnParts(parent).name;
	return parentName !== "" && name.startsWith(parentName)
		? `${urnParts(former).name}${name.slice(parentName.length)}`
		: name;
}

async function aliasesOf(resource: pulumi.Resource): Promise<string[]> {
	const aliases: unknown = part(resource, "__aliases");
	if (!Array.isArray(aliases)) return [];
	const known = await Promise.all(
		aliases.map((alias: unknown) => (pulumi.Output.isInstance(alias) ? knownValue(alias) : alias)),
	);
	return known.filter((alias) => typeof alias === "string");
}

/** The option that tells Pulumi that a resource is the one that had another URN before. */
export function aliasOption(former: string, now: string): string {
	const [before, after] = [urnParts(former), urnParts(now)];
	if (before.types.join("$") === after.types.join("$")) return `aliases: [{ name: ${JSON.stringify(before.name)} }]`;
	if (before.types.length === 1 && before.name === after.name) return "aliases: [{ parent: pulumi.rootStackResource }]";
	return `aliases: [${JSON.stringify(former)}]`;
}
