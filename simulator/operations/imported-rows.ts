import { z } from "zod";
import type { ImportedNumber } from "../calls/import-numbers";

const SHOWN = 5;
const OUT_ID_MAX = 128;

export const OUT_ID = z.string().max(OUT_ID_MAX, `It is at most ${OUT_ID_MAX} characters long.`);

/** The rows of PhoneNumberList: what names the number, and whatever else the agent is to know. */
export const IMPORTED_ROWS = z
	.array(z.unknown())
	.min(1)
	.max(1000, "It holds at most 1000 numbers.")
	.transform((rows, context): ImportedNumber[] => {
		const read = rows.map(readRow);
		const faults = read.flatMap((row) => ("faults" in row ? row.faults : []));
		if (faults.length > 0) context.addIssue(firstOf(faults));
		return read.flatMap((row) => ("faults" in row ? [] : [row]));
	});

/** The variables of one number. */
export const VARIABLES = z.record(z.string(), z.unknown()).transform((variables, context): Record<string, string> => {
	const { texts, faults } = readTexts(variables);
	if (faults.length > 0) context.addIssue(firstOf(faults));
	return texts;
});

function readRow(row: unknown, index: number): ImportedNumber | { faults: string[] } {
	const fields = z.record(z.string(), z.unknown()).safeParse(row);
	if (!fields.success) return { faults: [`Row ${index + 1} is no map.`] };
	const { texts, faults } = readTexts(fields.data);
	if (faults.length > 0) return { faults: faults.map((fault) => `Row ${index + 1}: ${fault}`) };
	const { calleeNumber, outId, ...variables } = texts;
	if (!calleeNumber) return { faults: [`Row ${index + 1} has no calleeNumber.`] };
	if (outId !== undefined && outId.length > OUT_ID_MAX) {
		return { faults: [`Row ${index + 1}: its outId is longer than ${OUT_ID_MAX} characters.`] };
	}
	return { phoneNumber: calleeNumber, outId, variables };
}

/* Numbers have become text while they were read. */
function readTexts(fields: Readonly<Record<string, unknown>>): { texts: Record<string, string>; faults: string[] } {
	const texts: [string, string][] = [];
	const faults: string[] = [];
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === "string") texts.push([name, value]);
		else faults.push(`"${name}" is ${kindOf(value)}; send text or a number.`);
	}
	return { texts: Object.fromEntries(texts), faults };
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	return typeof value === "object" && value !== null ? "a map" : String(value);
}

function firstOf(faults: readonly string[]): string {
	const more = faults.length - SHOWN;
	return [...faults.slice(0, SHOWN), ...(more > 0 ? [`And ${more} more.`] : [])].join(" ");
}
