import type { Preview, Violation } from "./preview";
import { knownIn, withoutNumbers } from "./without-numbers";

/** Something that the preview says, without phone numbers. */
export interface Message {
	/** The resource that it is about; `undefined` if it is about the program. */
	readonly urn: string | undefined;
	readonly severity: "error" | "warning" | "note";
	/** Without terminal colours and control characters; it may have several lines. */
	readonly text: string;
	/** The policy that is not followed. */
	readonly policy: Policy | undefined;
}

export interface Policy {
	readonly pack: string;
	readonly name: string;
	readonly description: string;
}

/** The messages of a preview, each once. */
export function messagesIn(preview: Preview): Message[] {
	const masked = withoutNumbers(knownIn(preview.steps));
	const clean = (text: string) => masked(plain(text)).trim();
	const messages = [
		...preview.diagnostics.flatMap(({ urn, severity, message }): Message[] => {
			const known = severities[severity];
			const text = clean(message.replace(/^(error|warning|info): /, ""));
			return known === undefined || text === "" ? [] : [{ urn, severity: known, text, policy: undefined }];
		}),
		...(preview.violations ?? []).map((violation) => violationMessage(violation, clean)),
	];
	return [...new Map(withoutClosing(messages).map((one) => [keyOf(one), one])).values()];
}

function keyOf({ urn, policy, text }: Message): string {
	return JSON.stringify([urn, policy?.pack, policy?.name, text]);
}

function violationMessage(violation: Violation, clean: (text: string) => string): Message {
	const { urn, message, isMandatory, pack, policy } = violation;
	const [description = "", ...rest] = clean(message).split("\n");
	const text = rest.join("\n") || description || policy;
	return { urn, severity: isMandatory ? "error" : "warning", text, policy: { pack, name: policy, description } };
}

/** How the engine ends a preview with errors. */
const closing = "preview failed";
const unexplained =
	"The preview failed, and its JSON does not say why. Policy violations are only in its event log: add it with --event-log.";

function withoutClosing(messages: readonly Message[]): Message[] {
	const isClosing = ({ urn, text }: Message) => urn === undefined && text === closing;
	const isExplained = messages.some((one) => one.severity === "error" && !isClosing(one));
	return messages.flatMap((one) => {
		if (!isClosing(one)) return one;
		return isExplained ? [] : { ...one, text: unexplained };
	});
}

const severities: Readonly<Record<string, Message["severity"]>> = {
	error: "error",
	warning: "warning",
	info: "note",
	"info#err": "note",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const colours = /\u001b\[[\d;]*[A-Za-z]|<\{%[^%]*%\}>/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Cs}]/gu;

/** The lines of a stack trace that are not of the program. */
const foreignFrames = /\n[ \t]+at (?=.*(?:node_modules|node:)).*/g;

/** Text as people see it on a terminal. */
function plain(text: string): string {
	const lines = text.replace(colours, "").replaceAll("\r\n", "\n").replace(foreignFrames, "");
	return lines.replace(controls, "\ufffd");
}
