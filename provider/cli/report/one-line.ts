/**
 * Text of a program or of the service as one harmless line: without line breaks, control characters and marks that turn
 * the direction of text, and without the `##` at which build servers begin a command.
 */
export function oneLine(text: string): string {
	return text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
		.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, "\uFFFD")
		.replace(/#(?=#)/g, "#\u200B");
}
