import { listDefinition } from "../../callees/definition";
import type { Field } from "../../definition/field";
import { taskDefinition } from "../../tasks/definition";
import type { Preview } from "./preview";

/** Something that the preview says, without phone numbers. */
export interface Message {
	/** The resource that it is about; `undefined` if it is about the program. */
	readonly urn: string | undefined;
	readonly severity: "error" | "warning" | "note";
	readonly text: string;
}

/** The messages of a preview, each once. */
export function messagesIn({ steps, diagnostics }: Preview): Message[] {
	const states = steps.flatMap(({ oldState, newState }) => [oldState, newState]);
	const numbers = new Set(states.flatMap((state) => numbersIn(state?.inputs ?? {})));
	const messages = diagnostics.flatMap(({ urn, severity, message }): Message[] => {
		const known = severities[severity];
		if (known === undefined) return [];
		return [
			{ urn, severity: known, text: withoutNumbers(message.replace(/^(error|warning|info): /, ""), numbers).trim() },
		];
	});
	return [...new Map(messages.map((one) => [`${one.urn} ${one.text}`, one])).values()];
}

const severities: Readonly<Record<string, Message["severity"]>> = {
	error: "error",
	warning: "warning",
	info: "note",
	"info#err": "note",
};

const numberProperties = [...taskDefinition.properties, ...listDefinition.properties]
	.filter(([, { textOf }]: readonly [string, Field]) => textOf === "number")
	.map(([name]) => name);

/** A shorter text may be anything else as well. */
const shortestNumber = 5;

/** The phone numbers among a resource's inputs, however they are written. */
function numbersIn(inputs: Readonly<Record<string, unknown>>): string[] {
	return numberProperties
		.map((name) => String(inputs[name] ?? ""))
		.filter((text) => text.length >= shortestNumber && text !== "[secret]");
}

const afterProperty = new RegExp(`^(${numberProperties.join("|")}) \\(.*?\\)(?= )`);

function withoutNumbers(text: string, numbers: ReadonlySet<string>): string {
	// Longer ones first: one number may begin with another.
	const all = [...numbers].sort((a, b) => b.length - a.length);
	return all.reduce((rest, number) => rest.replaceAll(number, "(not shown)"), text.replace(afterProperty, "$1"));
}
