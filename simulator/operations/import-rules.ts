import { type CallStore, type Detail, isListed } from "../calls/call-store";
import type { ImportedNumber } from "../calls/import-numbers";
import { invalidParameter, wrongStatus } from "../refusals";
import type { Service } from "../service";
import type { Settings } from "../settings";
import type { Task } from "../task";

const phoneNumberPattern = /^\+?\d{5,20}$/;

/** Throws a refusal if the status of the task allows no import. */
export function checkMayImport({ settings }: Service, { status }: Task, action: string): void {
	const { importIntoInit, importIntoRunning, importIntoStopped, importIntoFailed } = settings;
	const rules = {
		INIT: importIntoInit,
		RUNNING: importIntoRunning,
		STOPPED: importIntoStopped,
		FAILED: importIntoFailed,
	};
	if (rules[status] === "refused") throw wrongStatus(settings, status, action);
}

interface Importable {
	readonly numbers: readonly ImportedNumber[];
	/** The task's row that the last dropped number duplicates, if there is one. */
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
	const rules = rulesOf(settings, calls, encryptionType);
	const importable: ImportedNumber[] = [];
	let existing: Detail | undefined;
	for (const [row, number] of numbers.entries()) {
		const broken = rules.filter(({ isBroken }) => isBroken(number));
		const refused = broken.find(({ outcome }) => outcome === "refused");
		if (refused !== undefined) throw invalidParameter(settings, parameter, `Row ${row + 1}: ${refused.why}.`);
		const dropped = broken.find(({ outcome }) => outcome === "dropped");
		if (dropped !== undefined) {
			existing = dropped.held?.(number);
			continue;
		}
		importable.push(broken.length > 0 ? { ...number, fails: true } : number);
		for (const { take } of rules) take?.(number);
	}
	return { numbers: importable, existing };
}

interface Rule {
	readonly outcome: "accepted" | "dropped" | "refused" | "fails";
	readonly why: string;
	isBroken(number: ImportedNumber): boolean;
	/** Counts the number as one of the task from now on. */
	take?(number: ImportedNumber): void;
	/** The task's row that the number duplicates. */
	held?(number: ImportedNumber): Detail | undefined;
}

function rulesOf(settings: Settings, store: CallStore | undefined, encryptionType: number): Rule[] {
	const { duplicateNumbers, duplicateOutIds, badNumbers } = settings;
	const held = (rows: readonly Detail[] = []) => rows.find((row) => isListed(settings, row));
	const rules: Rule[] = [
		{
			outcome: duplicateNumbers,
			why: "the task already has this number",
			...noneTwice(
				({ phoneNumber }) => phoneNumber,
				(number) => held(store?.byNumber.rowsOf(number)),
			),
		},
		{
			outcome: duplicateOutIds,
			why: "the task already has this outId",
			...noneTwice(
				({ outId }) => outId,
				(outId) => held(store?.byOutId.rowsOf(outId)),
			),
		},
		{
			outcome: badNumbers,
			why: "this is not a phone number",
			isBroken: ({ phoneNumber }) => encryptionType === 0 && !phoneNumberPattern.test(phoneNumber),
		},
	];
	return rules.filter(({ outcome }) => outcome !== "accepted");
}

/** No key may occur twice, in the task or in the import. Rows without a key are not compared. */
function noneTwice(
	keyOf: (number: ImportedNumber) => string | undefined,
	find: (key: string) => Detail | undefined,
): Pick<Rule, "isBroken" | "take" | "held"> {
	const taken = new Set<string>();
	const held = (number: ImportedNumber) => {
		const key = keyOf(number);
		return key ? find(key) : undefined;
	};
	return {
		held,
		isBroken: (number) => taken.has(keyOf(number) ?? "") || held(number) !== undefined,
		take(number) {
			const key = keyOf(number);
			if (key) taken.add(key);
		},
	};
}
