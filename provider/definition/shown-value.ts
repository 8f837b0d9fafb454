import { part } from "./part";
import { inChina } from "./shanghai-time";

// Programs load this file, so it imports nothing but what they load.

/** A longer value says less than its path. */
const longestShown = 120;
/** A text shorter than this, such as that of a small number, occurs everywhere by chance. */
const shortestSecret = 4;

/** The names in a property path: `callTime[1].endTime` is `callTime`, `1`, `endTime`. */
export function namesIn(path: string): readonly [string, ...string[]] {
	const [property = "", ...rest] = path.split(/[.[\]]+/).filter((name) => name !== "");
	return [property, ...rest];
}

/** ` (<value>)` of a path into a property's value; empty for a long value, a file, and no known value. */
export function shownValue(path: string, property: unknown): string {
	const [, ...rest] = namesIn(path);
	const value = rest.reduce<unknown>(part, property);
	if ([value].flat().some(isAsset)) return "";
	const text = textOf(value);
	return text === undefined || text.length > longestShown ? "" : ` (${text})`;
}

/** ` That is <day and time> in China.` of a moment; the service uses that clock. Empty for no known moment. */
export function shownMoment(value: unknown): string {
	const moment = inChina(value);
	return moment === undefined ? "" : ` That is ${moment}.`;
}

/** The text without the secret values: what the account returns may repeat one. */
export function withoutSecrets(text: string, secrets: readonly unknown[]): string {
	const texts = secrets.flatMap(leaves).filter((secret) => secret.length >= shortestSecret);
	return texts.reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

/** True for an asset, an archive, and what a preview has in its place. Findings about files name them. */
function isAsset(value: unknown): boolean {
	return part(value, "hash") !== undefined || part(value, "asset") !== undefined;
}

/** The engine sorts an object's keys, which puts the end of a window first. */
function textOf(value: unknown): string | undefined {
	return JSON.stringify(value, (_key, inner: unknown) => {
		const [start, end] = [part(inner, "startTime"), part(inner, "endTime")];
		return typeof start === "string" && typeof end === "string" ? `${start} to ${end}` : inner;
	});
}

function leaves(value: unknown): string[] {
	if (typeof value === "object" && value !== null) return Object.values(value).flatMap(leaves);
	return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}
