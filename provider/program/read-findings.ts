import { readFileSync } from "node:fs";
import type { Finding, Holder } from "../definition/finding";
import { part } from "../definition/part";

/** Another version of this package wrote the findings: the program and its folder can have one each. */
const unreadable: Finding = {
	path: "",
	problem: "The findings of this resource's check cannot be read.",
	fix: "Make sure that the program and all packages that it uses have one version of pulumi-aiccs (npm ls pulumi-aiccs).",
	severity: "error",
};

const severities: readonly unknown[] = ["error", "warning", "note"] satisfies Finding["severity"][];
const reports: readonly unknown[] = ["unlessOwn", "ifAnothers", "ifUnmanaged"] satisfies Holder["report"][];

/** The findings in a file. The check of a resource without findings writes none. */
export function readFindings(file: string): Finding[] {
	try {
		const findings: unknown = JSON.parse(readFileSync(file, "utf8"));
		return Array.isArray(findings) && findings.every(isFinding) ? findings : [unreadable];
	} catch (error) {
		if (isMissing(error)) return [];
		if (error instanceof SyntaxError) return [unreadable];
		throw error;
	}
}

function isFinding(value: unknown): value is Finding {
	const [others, holder] = [part(value, "others"), part(value, "holder")];
	return (
		isText(part(value, "path")) &&
		isSentence(value) &&
		(others === undefined || (Array.isArray(others) && others.every(isText))) &&
		(holder === undefined || isHolder(holder))
	);
}

/** What any finding shows. */
function isSentence(value: unknown): boolean {
	return isText(part(value, "problem")) && isText(part(value, "fix")) && severities.includes(part(value, "severity"));
}

function isHolder(value: unknown): boolean {
	const ifOwn = part(value, "ifOwn");
	return (
		isText(part(value, "id")) && reports.includes(part(value, "report")) && (ifOwn === undefined || isSentence(ifOwn))
	);
}

function isText(value: unknown): boolean {
	return typeof value === "string";
}

export function isMissing(error: unknown): boolean {
	return part(error, "code") === "ENOENT";
}
