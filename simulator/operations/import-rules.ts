import type { Detail } from "../calls/call-store";
import type { ImportedNumber } from "../calls/import-numbers";
import { invalidParameter } from "../refusals";
import type { Service } from "../service";
import type { Settings } from "../settings";
import type { Task } from "../task";

const phoneNumberPattern = /^\+?\d{5,20}$/;

interface Importable {
	readonly numbers: readonly ImportedNumber[];
	/** The task's row that a dropped number duplicates, if there is one. */
	readonly existing: Detail | undefined;
}

/** Applies the settings for duplicate and bad numbers. Throws if one of them refuses the import. */
export function applyImportRules(
	{ settings }: Service,
	{ calls }: Task,
	numbers: readonly ImportedNumber[],
	parameter: string,
	encryptionType = 0,
): Importable {
	const { duplicateNumbers, duplicateOutIds, badNumbers } = settings;
	if ([duplicateNumbers, duplicateOutIds, badNumbers].every((rule) => rule === "accepted")) {
		return { numbers, existing: undefined };
	}
	const index: Index = { byNumber: new Map(), byOutId: new Map() };
	for (const detail of calls?.details.values() ?? []) addTo(index, detail, detail);
	const importable: ImportedNumber[] = [];
	let existing: Detail | undefined;
	for (const [row, number] of numbers.entries()) {
		const broken = brokenRules(settings, index, number, encryptionType);
		const refused = broken.find(({ rule }) => rule === "refused");
		if (refused !== undefined) throw invalidParameter(settings, parameter, `Row ${row + 1}: ${refused.why}.`);
		if (broken.some(({ rule }) => rule === "dropped")) {
			existing = index.byOutId.get(number.outId ?? "") ?? index.byNumber.get(number.phoneNumber);
			continue;
		}
		importable.push(broken.length > 0 ? { ...number, fails: true } : number);
		addTo(index, number, undefined);
	}
	return { numbers: importable, existing };
}

/** The rows of the task; undefined for a number of this import. */
interface Index {
	readonly byNumber: Map<string, Detail | undefined>;
	readonly byOutId: Map<string, Detail | undefined>;
}

function addTo({ byNumber, byOutId }: Index, { phoneNumber, outId }: ImportedNumber, detail: Detail | undefined): void {
	if (!byNumber.has(phoneNumber)) byNumber.set(phoneNumber, detail);
	if (outId && !byOutId.has(outId)) byOutId.set(outId, detail);
}

function brokenRules(
	{ duplicateNumbers, duplicateOutIds, badNumbers }: Settings,
	{ byNumber, byOutId }: Index,
	{ phoneNumber, outId = "" }: ImportedNumber,
	encryptionType: number,
) {
	const isBad = encryptionType === 0 && !phoneNumberPattern.test(phoneNumber);
	return [
		{ isBroken: byNumber.has(phoneNumber), rule: duplicateNumbers, why: "the task already has this number" },
		{ isBroken: byOutId.has(outId), rule: duplicateOutIds, why: "the task already has this outId" },
		{ isBroken: isBad, rule: badNumbers, why: "this is not a phone number" },
	].filter(({ isBroken, rule }) => isBroken && rule !== "accepted");
}
