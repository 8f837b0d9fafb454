import { z } from "zod";
import type { ImportedNumber } from "../calls/import-numbers";

const maxReported = 5;
const maxOutIdLength = 128;

const Fields = z.record(z.string(), z.unknown());

export const OutId = z.string().max(maxOutIdLength, `It must have at most ${maxOutIdLength} characters.`);

/** The rows of PhoneNumberList: calleeNumber, outId and the variables for the agent. */
export const ImportedRows = z
	.array(z.unknown())
	.min(1)
	.max(1000, "It must have at most 1000 numbers.")
	.transform((rows, context): ImportedNumber[] => {
		const read = rows.map(readRow);
		const problems = read.flatMap((row) => ("problems" in row ? row.problems : []));
		if (problems.length > 0) context.addIssue(firstOf(problems));
		return read.flatMap((row) => ("problems" in row ? [] : [row]));
	});

/** The variables of one number. */
export const Variables = Fields.transform((variables, context): Record<string, string> => {
	const { texts, problems } = readTexts(variables);
	if (problems.length > 0) context.addIssue(firstOf(problems));
	return texts;
});

function readRow(row: unknown, index: number): ImportedNumber | { problems: string[] } {
	const fields = Fields.safeParse(row);
	if (!fields.success) return { problems: [`Row ${index + 1} is not a map.`] };
	const { texts, problems } = readTexts(fields.data);
	if (problems.length > 0) return { problems: problems.map((problem) => `Row ${index + 1}: ${problem}`) };
	const { calleeNumber, outId, ...variables } = texts;
	if (!calleeNumber) return { problems: [`Row ${index + 1} has no calleeNumber.`] };
	if (outId !== undefined && outId.length > maxOutIdLength) {
		return { problems: [`Row ${index + 1}: its outId is longer than ${maxOutIdLength} characters.`] };
	}
	return { phoneNumber: calleeNumber, outId, variables };
}

// The JSON parser has already turned numbers into text.
function readTexts(fields: Readonly<Record<string, unknown>>): { texts: Record<string, string>; problems: string[] } {
	const texts: [string, string][] = [];
	const problems: string[] = [];
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === "string") texts.push([name, value]);
		else problems.push(`"${name}" is ${kindOf(value)}; send text or a number.`);
	}
	return { texts: Object.fromEntries(texts), problems };
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" && value !== null ? "a map" : String(value);
}

function firstOf(problems: readonly string[]): string {
	const more = problems.length - maxReported;
	return [...problems.slice(0, maxReported), ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
