import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { inChina } from "../definition/shanghai-time";
import { knownValue } from "./known-value";

/** ` (<value>)` of a path into a resource; nothing where there is no value, it is unknown, long, or a secret. */
export async function shownValue(resource: pulumi.Resource, path: string): Promise<string> {
	const [property = "", ...rest] = path.split(/[.[\]]+/).filter((part) => part !== "");
	const output: unknown = Reflect.get(resource, property);
	if (!pulumi.Output.isInstance(output) || (await pulumi.isSecret(output))) return "";
	const at = rest.reduce<unknown>(part, await knownValue(output));
	const text = textOf(at);
	return text === undefined || text.length > 120 ? "" : ` (${text})`;
}

/**
 * ` That is <day and time> in China.` of a path to a moment; nothing where it is none, unknown, or a secret. The service
 * goes by that clock, which is seldom the reader's own.
 */
export async function shownMoment(resource: pulumi.Resource, path: string): Promise<string> {
	if (path !== "taskStartTime" && path !== "callExpireDate") return "";
	const output: unknown = Reflect.get(resource, path);
	if (!pulumi.Output.isInstance(output) || (await pulumi.isSecret(output))) return "";
	const moment = inChina(await knownValue(output));
	return moment === undefined ? "" : ` That is ${moment}.`;
}

/** The engine keeps an object's keys in the order of the alphabet, in which a window reads from its end. */
function textOf(value: unknown): string | undefined {
	return JSON.stringify(value, (_key, inner: unknown) => {
		const [start, end] = [part(inner, "startTime"), part(inner, "endTime")];
		return typeof start === "string" && typeof end === "string" ? `${start} to ${end}` : inner;
	});
}

/** The text without any value that is a secret of the resource: what the account says may repeat one. */
export async function withoutSecrets(resource: pulumi.Resource, text: string): Promise<string> {
	const properties = Object.entries(resource).filter(([key]) => !key.startsWith("__"));
	const secrets = await Promise.all(properties.map(([, output]) => secretTexts(output)));
	return secrets.flat().reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

/** A text shorter than this, such as that of a small number, occurs everywhere by chance. */
const shortestSecret = 4;

async function secretTexts(output: unknown): Promise<string[]> {
	if (!pulumi.Output.isInstance(output) || !(await pulumi.isSecret(output))) return [];
	return leaves(await knownValue(output)).filter((text) => text.length >= shortestSecret);
}

function leaves(value: unknown): string[] {
	if (isObject(value)) return Object.values(value).flatMap(leaves);
	return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}
