/** Parameters that hold a phone number. */
const numbers = ["VirtualNumber", "LinePhoneNum"] as const;

/**
 * The service's own words as a sentence, without what must not be shown: the text that it signed, which holds the whole
 * request and the security token, and the phone numbers that were sent.
 */
export function serviceSays(words: string | null | undefined, sent: Readonly<Record<string, string>>): string {
	const [kept = ""] = (words ?? "").split(/\s*server string to sign/i);
	const shown = numbers.reduce((text, name) => {
		const number = sent[name];
		return number ? text.replaceAll(number, `(${name})`) : text;
	}, kept.trim());
	return shown === "" ? "" : `The service says: "${shown}".`;
}
