// Programs load this file.

/** The last line of a preview that has errors. */
export const closingLine =
	"Nothing was sent to the service. Fix the problems listed under the resources, then preview again.";

/** True for the last line of a preview that has errors: about no resource, although a plugin's appears under one. */
export function isClosingLine(text: string): boolean {
	return text.replace(/^Preview failed: /, "").trim() === closingLine;
}
