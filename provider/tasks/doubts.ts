import { strayInvisibleIn } from "../definition/characters";
import { type Finding, warning } from "../definition/finding";
import type { Rule } from "../definition/rule";
import type { AiCallTask, Property } from "./model";

const examples = "the examples of the vendor's documentation";

type Doubt = (text: string) => readonly [problem: string, fix: string] | undefined;

/** A rule that warns about a text that may be right but probably is not. */
function doubt(property: Property, condition: string, source: string, find: Doubt): Rule<AiCallTask> {
	const doubtOf = (value: unknown): Finding | undefined => {
		const found = typeof value === "string" ? find(value) : undefined;
		return found && warning(property, ...found);
	};
	return { condition, source, reads: [property], find: (task: Partial<AiCallTask>) => doubtOf(task[property]) };
}

const idDoubt: Doubt = (id) => {
	if (id.length < 17) {
		return ["has fewer digits than the ids in the vendor's documentation (18).", "Check it in the console."];
	}
	// A spreadsheet keeps 15 digits of a number and replaces the rest with zeros.
	return /^\d{15}0+$/.test(id)
		? ["ends in zeros: a spreadsheet keeps 15 digits and replaces the rest with zeros.", "Check it in the console."]
		: undefined;
};

const octal =
	"Check it in the console and quote it: YAML reads an unquoted 05710000001 as octal (790626305), and spreadsheets drop a leading 0.";

const instanceDoubt: Doubt = (number) => {
	if (/\D/.test(number)) {
		return ["has characters other than digits in it, unlike the vendor's examples.", "Check it in the console."];
	}
	return number.startsWith("0") ? undefined : ["has no leading 0, unlike the vendor's examples (0571...).", octal];
};

/** A customer's own line may also have a mobile or a service number (400, 800, 95, 96, 1xxxx). */
const lineDoubt: Doubt = (number) =>
	/^(?:1[3-9]\d{9}|[48]00\d{7}|9\d{4,7}|1\d{4})$/.test(number) ? undefined : instanceDoubt(number);

const codeDoubt: Doubt = (code) =>
	/[^\x21-\x7e]/.test(code)
		? ["has characters in it that are not ASCII.", "Check it in the console: the name is not the code."]
		: undefined;

const nameDoubt: Doubt = (name) => {
	const stray = strayInvisibleIn(name);
	if (stray !== undefined) {
		return [`has an invisible character in it (${stray}): it looks the same as the name without it.`, "Remove it."];
	}
	return /(?<![\p{L}\p{N}])(?:undefined|null|NaN|None)(?![\p{L}\p{N}])/u.test(name)
		? [
				"has undefined, null, NaN or None in it, which programs write for a missing value.",
				"Check the value the name is built from: the name stays taken for as long as the task exists.",
			]
		: undefined;
};

/** Values that look like mistakes. Only warnings, because their forms are not published. */
export const doubtfulValues: readonly Rule<AiCallTask>[] = [
	doubt("agentId", "`agentId` has 18 digits, and they do not end in zeros (warning).", examples, idDoubt),
	doubt("adoptTaskId", "`adoptTaskId` likewise (warning).", examples, idDoubt),
	doubt("virtualNumber", "`virtualNumber` is digits with a leading 0 (warning).", examples, instanceDoubt),
	doubt(
		"linePhoneNum",
		"`linePhoneNum` is digits with a leading 0, a mobile number or a service number (warning).",
		"the numbering plan of China",
		lineDoubt,
	),
	doubt("applicationCode", "`applicationCode` is ASCII (warning).", examples, codeDoubt),
	doubt("lineEncoding", "`lineEncoding` is ASCII (warning).", examples, codeDoubt),
	doubt(
		"taskName",
		"`taskName` has no invisible character inside, and no undefined, null, NaN or None in place of a value (warning).",
		"this provider's own caution",
		nameDoubt,
	),
];
