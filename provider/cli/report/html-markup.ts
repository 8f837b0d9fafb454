import { oneLine } from "./one-line";

/** HTML that was escaped. Only `html` makes it of other text. */
export class Markup {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

type Content = Markup | string | number | undefined | readonly Content[];

/** HTML of a template: every value that is not HTML itself is escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
	return new Markup(parts.reduce((all, part, index) => all + markupOf(values[index - 1]) + part));
}

function markupOf(content: Content): string {
	if (content === undefined) return "";
	if (content instanceof Markup) return content.text;
	if (typeof content === "object") return content.map(markupOf).join("");
	return oneLine(String(content)).replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
