import type { Source } from "./calling-rules";

/** Where a limit comes from, at the end of a sentence. */
export function sourceText({ title, date, read }: Source): string {
	return `${title}, ${date}${read === "text" ? "" : "; the source itself was not read"}`;
}

/** Where a limit of the pack's configuration comes from, at the end of a sentence. */
export function configured(policy: string, property: string): string {
	return `${property} in the configuration of the policy ${policy}`;
}

/** A value in brackets, if it may be shown. */
export function valueText(isShown: boolean, value: unknown): string {
	return isShown ? ` (${String(value)})` : "";
}
