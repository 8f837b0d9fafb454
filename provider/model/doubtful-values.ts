import type { AiCallTask, Property } from "./ai-call-task";
import { strayInvisibleIn } from "./characters";
import { type Finding, warning } from "./finding";
import type { Rule } from "./rules";

const examples = "the examples of the vendor's pages";

type Doubt = (text: string) => readonly [problem: string, fix: string] | undefined;

/** A rule that warns of a text which may be right but probably is not. */
function doubt(property: Property, says: string, source: string, find: Doubt): Rule {
	const doubtOf = (value: unknown): Finding | undefined => {
		const found = typeof value === "string" ? find(value) : undefined;
		return found && warning(property, ...found);
	};
	return { says, source, reads: [property], find: (task: Partial<AiCallTask>) => doubtOf(task[property]) };
}

const idDoubt: Doubt = (id) => {
	if (id.length < 17) {
		return ["has fewer digits than the ids that the vendor shows, which have 18.", "Compare it with the console."];
	}
	// 15 digits are what a spreadsheet keeps of a number: it writes zeros for the rest.
	return /^\d{15}0+$/.test(id)
		? [
				"ends in zeros: a spreadsheet writes them in place of the digits that it has lost.",
				"Compare it with the console.",
			]
		: undefined;
};

const octal =
	"YAML reads an unquoted 05710000001 as the octal number 790626305, and spreadsheets drop a leading 0: compare it with the console, and quote it.";

const instanceDoubt: Doubt = (number) => {
	if (/\D/.test(number)) {
		return ["has other characters than digits in it, unlike the vendor's examples.", "Compare it with the console."];
	}
	return number.startsWith("0") ? undefined : ["has no leading 0, unlike the vendor's examples (0571...).", octal];
};

/** A customer's own line may also have a mobile number, or one of a service (400, 800, 95, 96, 1xxxx). */
const lineDoubt: Doubt = (number) =>
	/^(?:1[3-9]\d{9}|[48]00\d{7}|9\d{4,7}|1\d{4})$/.test(number) ? undefined : instanceDoubt(number);

const codeDoubt: Doubt = (code) =>
	/[^\x21-\x7e]/.test(code)
		? ["has other characters in it than those of ASCII.", "Compare it with the console: a name is not the code."]
		: undefined;

const nameDoubt: Doubt = (name) => {
	const stray = strayInvisibleIn(name);
	if (stray !== undefined) {
		return [`has an invisible character in it (${stray}): a name without it would look the same.`, "Remove it."];
	}
	return /(?<![\p{L}\p{N}])(?:undefined|null|NaN)(?![\p{L}\p{N}])/u.test(name)
		? [
				"holds a word that JavaScript writes for a value that is missing (undefined, null, NaN).",
				"Check the value that the name is made of: a name cannot be given up once the task exists.",
			]
		: undefined;
};

/** Values that can be right but look like mistakes. Only warnings: no form of them is published. */
export const doubtfulValues: readonly Rule[] = [
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
		"`taskName` has no invisible character inside, and no undefined, null or NaN in place of a value (warning).",
		"this provider's own caution",
		nameDoubt,
	),
];
