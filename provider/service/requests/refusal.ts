import { z } from "zod";
import type { Outcome } from "../api-error";
import type { Operation } from "../operations";

const credentialsRejected =
	/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken|SecurityTokenExpired|InvalidCredentials|InvalidTimeStamp|RequestTimeTooSkewed)/i;
/** Codes of a fault in the request: the service read it and rejected it. */
const requestFault = /^(isv\.|isp\.RAM|Invalid|Missing|Forbidden|NoPermission)/i;
/**
 * Codes of a fault in the service, whatever the HTTP status: it may have done what was asked. A used nonce is one of
 * them: each request gets a new nonce, so something between here and the service sent this request twice.
 */
const serviceFault =
	/^isp\.|^SignatureNonceUsed|system|internal|unknown|unavailable|time_?out|busy|unexpected|exception|(server|service|backend|gateway|database)_?(error|fail)/i;

/** What a refusal with this HTTP status and code proves. */
export function outcomeOf(status: number, code: string): Outcome {
	if (/^Throttling/.test(code) || status === 429) return "throttled";
	if (credentialsRejected.test(code)) return "credentials";
	if (status >= 500) return "unclear";
	return serviceFault.test(code) && !requestFault.test(code) ? "unclear" : "refused";
}

/**
 * The service's own words as a sentence, without the phone numbers that were sent and without the text that the service
 * signed, which holds the whole request and the security token.
 */
export function quoteService(
	words: string | null | undefined,
	{ phoneNumbers = [], concernsCallees }: Pick<Operation<unknown>, "phoneNumbers" | "concernsCallees">,
	parameters: Readonly<Record<string, string>>,
): string {
	const [kept = ""] = (words ?? "").split(/\s*server string to sign/i);
	const quoted = phoneNumbers.reduce((text, name) => {
		const values = kept.trim() === "" ? [] : textsIn(parameters[name]);
		return values.reduce((shown, value) => shown.replaceAll(value, `(${name})`), text);
	}, kept.trim());
	const shown = concernsCallees ? quoted.replace(phoneNumberLike, "(number)") : quoted;
	return shown === "" ? "" : `The service says: "${shortened(shown)}".`;
}

/** The most characters to quote: the service may repeat a whole import. */
const longestQuote = 500;

function shortened(text: string): string {
	return text.length > longestQuote ? `${text.slice(0, longestQuote)} …` : text;
}

/** What may be a phone number, also one with hidden digits. Ids of the service have more digits. */
const phoneNumberLike = /(?<!\d)\+?(?:\d[\d*-]{5,14}\d)(?![\d*-])/g;

/** A parameter's text, or each text in a list of rows, also as JSON writes it. */
function textsIn(parameter: string | undefined): string[] {
	if (!parameter) return [];
	const inRows = rowsIn(parameter)
		?.flatMap((row) => Object.values(row))
		.filter((text) => text.trim().length > 1);
	const texts = (inRows ?? [parameter]).flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
	// A longer text may contain a shorter one.
	return [...new Set(texts)].sort((one, other) => other.length - one.length);
}

const Rows = z.array(z.record(z.string(), z.string()));

/** The rows in a parameter; `undefined` if it holds something else. */
function rowsIn(parameter: string): z.output<typeof Rows> | undefined {
	try {
		return Rows.safeParse(JSON.parse(parameter)).data;
	} catch {
		return undefined;
	}
}
