import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { urnParts } from "../definition/resource-label";
import { knownValue, organization } from "./runtime";

/**
 * The owner of what a resource creates: the organization and the resource's URN, since logical names repeat under
 * different parents. A promise, because an output would depend on the parent, and so on all other children of it.
 */
export async function ownerOf(type: string, name: string, { parent }: pulumi.CustomResourceOptions): Promise<string> {
	// An output records stack traces, and most resources have no parent.
	if (parent === undefined)
		return ownerText(`urn:pulumi:${pulumi.getStack()}::${pulumi.getProject()}::${type}::${name}`);
	return ownerText(await knownValue(parent.urn.apply((urn) => childUrn(urn, type, name))));
}

/** The owner by its URN. */
export function ownerText(urn: string | undefined): string {
	return `${organization()}/${urn}`;
}

/** The URN of a resource under a parent. Pulumi's `createUrn` loses the parents of a parent whose name contains `::`. */
export function childUrn(parent: string, type: string, name: string): string {
	const { types } = urnParts(parent);
	const place = parent.split("::", 2).join("::");
	// A URN does not name the stack as a parent.
	const parents = types.join() === "pulumi:pulumi:Stack" ? [] : types;
	return `${place}::${[...parents, type].join("$")}::${name}`;
}

/** The URNs that a resource has had, by its own `aliases` and those of its parents. */
export async function formerUrns(resource: pulumi.Resource): Promise<string[]> {
	const own = await aliasesOf(resource);
	const parent = part(resource, "__parentResource");
	if (!pulumi.Resource.isInstance(parent)) return own;
	const [urn, parentUrn] = await Promise.all([knownValue(resource.urn), knownValue(parent.urn)]);
	const children = [...(urn === undefined ? [] : [urn]), ...own].map(urnParts);
	const inherited = (await formerUrns(parent)).flatMap((former) =>
		children.map(({ types, name }) => childUrn(former, types.at(-1) ?? "", renamed(name, parentUrn, former))),
	);
	return [...own, ...inherited];
}

/** Pulumi takes a child that is named after its parent to have changed its name with it. */
function renamed(name: string, parent: string | undefined, former: string): string {
	const parentName = parent === undefined ? "" : urnParts(parent).name;
	return parentName !== "" && name.startsWith(parentName)
		? `${urnParts(former).name}${name.slice(parentName.length)}`
		: name;
}

async function aliasesOf(resource: pulumi.Resource): Promise<string[]> {
	const aliases = part(resource, "__aliases");
	if (!Array.isArray(aliases)) return [];
	const known = await Promise.all(
		aliases.map((alias: unknown) => (pulumi.Output.isInstance(alias) ? knownValue(alias) : alias)),
	);
	return known.filter((alias) => typeof alias === "string");
}

/** The option by which Pulumi knows a resource that had another URN before. */
export function aliasOption(former: string, now: string): string {
	const [before, after] = [urnParts(former), urnParts(now)];
	if (before.types.join("$") === after.types.join("$")) return `aliases: [{ name: ${JSON.stringify(before.name)} }]`;
	if (before.types.length === 1 && before.name === after.name) return "aliases: [{ parent: pulumi.rootStackResource }]";
	return `aliases: [${JSON.stringify(former)}]`;
}
