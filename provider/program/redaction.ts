import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import * as shown from "../definition/shown-value";
import { knownValue } from "./runtime";

/** ` (<value>)` of a path into a resource; empty for a long value, a secret, and no known value. */
export async function shownValue(resource: pulumi.Resource, path: string): Promise<string> {
	return shown.shownValue(path, await openValue(resource, shown.namesIn(path)[0]));
}

/** ` That is <day and time> in China.` of a property that holds a moment; the service uses that clock. Empty likewise. */
export async function shownMoment(resource: pulumi.Resource, property: string): Promise<string> {
	return shown.shownMoment(await openValue(resource, property));
}

/** The text without the values that are secrets of the resource: what the account returns may repeat one. */
export async function withoutSecrets(resource: pulumi.Resource, text: string): Promise<string> {
	const properties = Object.entries(resource).filter(([key]) => !key.startsWith("__"));
	return shown.withoutSecrets(text, await Promise.all(properties.map(([, output]) => secretOf(output))));
}

/** The value of an output of the resource, unless it is unknown or a secret. */
async function openValue(resource: pulumi.Resource, property: string): Promise<unknown> {
	const output = part(resource, property);
	if (!pulumi.Output.isInstance(output) || (await pulumi.isSecret(output))) return undefined;
	const value = await knownValue(output);
	return [value].flat().some(isAsset) ? undefined : value;
}

function isAsset(value: unknown): boolean {
	return pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value);
}

async function secretOf(output: unknown): Promise<unknown> {
	return pulumi.Output.isInstance(output) && (await pulumi.isSecret(output)) ? knownValue(output) : undefined;
}
