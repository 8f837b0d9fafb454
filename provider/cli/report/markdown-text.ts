import { oneLine } from "./one-line";

/** Does not show, and keeps GitHub and GitLab from making a link, a mention or an emoji of a text. */
const breaker = "&#8203;";

/**
 * Any text as Markdown shows it: on one line, in a table too, with nothing in it that formats, links or notifies. Texts
 * that are longer than `most` characters are cut.
 */
export function prose(text: string, most = 1500): string {
	return cut(oneLine(text).trim(), most)
		.replace(/[\\`*_{}[\]<>|~$&!#@%]/g, "\\$&")
		.replace(/^(\d*)([-+.)=])/, "$1\\$2")
		.replace(/([@#]|\bGH-)(?=[\w\\])/gi, `$1${breaker}`)
		.replace(/:(?=\/\/|[\w\\+-]*[a-z+][\w\\+-]*:)|(?<!\d):(?=\d+:)/gi, `:${breaker}`)
		.replace(/(www)\./gi, `$1${breaker}.`);
}

/** A finding. A command at its end is code, so that it can be copied as it is. */
export function finding(text: string): string {
	const [, before = "", command = ""] = /^(.*: )(pulumi [\x20-\x5f\x61-\x7e]{1,500})$/s.exec(text) ?? [];
	return command === "" ? prose(text) : `${prose(before)} \`${command.trim()}\``;
}

/** A name or a value. */
export function code(text: string, most = 100): string {
	const line = cut(oneLine(text).trim(), most);
	return /^[\p{L}\p{N} ./:,()+–_-]+$/u.test(line) ? `\`${line}\`` : `<code>${prose(line)}</code>`;
}

function cut(text: string, most: number): string {
	return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
