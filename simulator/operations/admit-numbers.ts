import type { Detail } from "../calls/call-book";
import type { ImportedNumber } from "../calls/import-numbers";
import { invalidParameter } from "../refusals";
import type { Settings } from "../settings";
import type { Task } from "../task";
import type { World } from "../world";

const PHONE_NUMBER = /^\+?\d{5,20}$/;

interface Admitted {
	readonly numbers: readonly ImportedNumber[];
	/** What the task holds in place of a number that was dropped; absent when none was, or nothing is held. */
	readonly held: Detail | undefined;
}

/** What is left of an import by the rules in force. Throws when one of its numbers refuses the whole. */
export function admitNumbers(
	{ settings }: World,
	{ calls }: Task,
	numbers: readonly ImportedNumber[],
	parameter: string,
	encryptionType = 0,
): Admitted {
	if (!hasRules(settings)) return { numbers, held: undefined };
	const book = bookOf([...(calls?.details.values() ?? [])]);
	const admitted: ImportedNumber[] = [];
	let held: Detail | undefined;
	for (const [index, number] of numbers.entries()) {
		const broken = brokenRules(settings, book, number, encryptionType);
		const refused = broken.find(({ rule }) => rule === "refused");
		if (refused !== undefined) throw invalidParameter(settings, parameter, `Row ${index + 1}: ${refused.why}.`);
		if (broken.some(({ rule }) => rule === "dropped")) {
			held = heldFor(book, number);
			continue;
		}
		admitted.push(broken.length > 0 ? { ...number, fails: true } : number);
		enter(book, number, undefined);
	}
	return { numbers: admitted, held };
}

/** What is held by number and by outId; without a detail while it is only about to be imported. */
interface Book {
	readonly byNumber: Map<string, Detail | undefined>;
	readonly byOutId: Map<string, Detail | undefined>;
}

function hasRules({ duplicateNumbers, duplicateOutIds, badNumbers }: Settings): boolean {
	return [duplicateNumbers, duplicateOutIds, badNumbers].some((rule) => rule !== "accepted");
}

function bookOf(details: readonly Detail[]): Book {
	const book: Book = { byNumber: new Map(), byOutId: new Map() };
	for (const detail of details) enter(book, detail, detail);
	return book;
}

function enter({ byNumber, byOutId }: Book, { phoneNumber, outId }: ImportedNumber, detail: Detail | undefined): void {
	if (!byNumber.has(phoneNumber)) byNumber.set(phoneNumber, detail);
	if (outId && !byOutId.has(outId)) byOutId.set(outId, detail);
}

function heldFor({ byNumber, byOutId }: Book, { phoneNumber, outId = "" }: ImportedNumber): Detail | undefined {
	return byOutId.get(outId) ?? byNumber.get(phoneNumber);
}

function brokenRules(
	{ duplicateNumbers, duplicateOutIds, badNumbers }: Settings,
	{ byNumber, byOutId }: Book,
	{ phoneNumber, outId = "" }: ImportedNumber,
	encryptionType: number,
) {
	const isBad = encryptionType === 0 && !PHONE_NUMBER.test(phoneNumber);
	return [
		{ is: byNumber.has(phoneNumber), rule: duplicateNumbers, why: "the task holds its number already" },
		{ is: byOutId.has(outId), rule: duplicateOutIds, why: "the task holds its outId already" },
		{ is: isBad, rule: badNumbers, why: "its number is no phone number" },
	].filter(({ is, rule }) => is && rule !== "accepted");
}
