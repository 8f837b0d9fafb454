import { instantOf } from "../../definition/shanghai-time";
import type { Listed } from "../../run/resource";
import { InputError } from "../input-error";

/** Which resources of the account are exported: those that match everything given. */
export interface Selection {
	/** With `*` for any text and `?` for one character. */
	readonly name?: string | undefined;
	readonly status?: readonly string[] | undefined;
	readonly agent?: readonly string[] | undefined;
	readonly createdSince?: string | undefined;
}

export function selectorOf({ name, status, agent, createdSince }: Selection): (one: Listed) => boolean {
	const pattern = name === undefined ? undefined : patternOf(name);
	const since = createdSince === undefined ? undefined : momentOf(createdSince);
	return (one) =>
		(pattern === undefined || pattern.test(one.name)) &&
		(status === undefined || (one.status !== undefined && status.includes(one.status))) &&
		(agent === undefined || (one.agent !== undefined && agent.includes(one.agent))) &&
		(since === undefined || (one.createdAt !== undefined && one.createdAt >= since));
}

function patternOf(text: string): RegExp {
	const plain = text.replace(/[\\^$.|+()[\]{}]/g, "\\$&");
	return new RegExp(`^${plain.replaceAll("*", ".*").replaceAll("?", ".")}$`, "su");
}

/** A day begins at midnight in China. */
function momentOf(text: string): number {
	const moment = instantOf(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00:00` : text);
	if (moment !== undefined) return moment;
	throw new InputError(
		'--created-since is not a date. Use a day in China such as 2027-03-01, "2027-03-01 18:00:00", or RFC 3339 with an offset.',
	);
}
