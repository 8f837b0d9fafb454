import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { inChina } from "../definition/shanghai-time";
import { knownValue } from "./runtime";

/** A text shorter than this, such as that of a small number, occurs everywhere by chance. */
const shortestSecret = 4;

/** ` (<value>)` of a path into a resource; empty for a long value, a secret, and no known value. */
export async function shownValue(resource: pulumi.Resource, path: string): Promise<string> {
	const [property = "", ...rest] = path.split(/[.[\]]+/).filter((name) => name !== "");
	const value = rest.reduce<unknown>(part, await openValue(resource, property));
	if ([value].flat().some(isAsset)) return "";
	const text = textOf(value);
	return text === undefined || text.length > 120 ? "" : ` (${text})`;
}

/** True for an asset, an archive, and what a preview has in its place. Findings about files name them. */
function isAsset(value: unknown): boolean {
	if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) return true;
	return part(value, "hash") !== undefined || part(value, "asset") !== undefined;
}

/** ` That is <day and time> in China.` of a property that holds a moment; the service uses that clock. Empty likewise. */
export async function shownMoment(resource: pulumi.Resource, property: string): Promise<string> {
	const moment = inChina(await openValue(resource, property));
	return moment === undefined ? "" : ` That is ${moment}.`;
}

/** The text without the values that are secrets of the resource: what the account returns may repeat one. */
export async function withoutSecrets(resource: pulumi.Resource, text: string): Promise<string> {
	const properties = Object.entries(resource).filter(([key]) => !key.startsWith("__"));
	const secrets = await Promise.all(properties.map(([, output]) => secretTexts(output)));
	return secrets.flat().reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

/** The value of an output of the resource, unless it is unknown or a secret. */
async function openValue(resource: pulumi.Resource, property: string): Promise<unknown> {
	const output = part(resource, property);
	if (!pulumi.Output.isInstance(output) || (await pulumi.isSecret(output))) return undefined;
	return knownValue(output);
}

/** The engine sorts an object's keys, which puts the end of a window first. */
function textOf(value: unknown): string | undefined {
	return JSON.stringify(value, (_key, inner: unknown) => {
		const [start, end] = [part(inner, "startTime"), part(inner, "endTime")];
		return typeof start === "string" && typeof end === "string" ? `${start} to ${end}` : inner;
	});
}

async function secretTexts(output: unknown): Promise<string[]> {
	if (!pulumi.Output.isInstance(output) || !(await pulumi.isSecret(output))) return [];
	return leaves(await knownValue(output)).filter((text) => text.length >= shortestSecret);
}

function leaves(value: unknown): string[] {
	if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
	return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}
