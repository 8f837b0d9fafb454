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
	{ phoneNumbers = [] }: Pick<Operation<unknown>, "phoneNumbers">,
	parameters: Readonly<Record<string, string>>,
): string {
	const [kept = ""] = (words ?? "").split(/\s*server string to sign/i);
	const shown = phoneNumbers.reduce((text, name) => {
		const number = parameters[name];
		return number ? text.replaceAll(number, `(${name})`) : text;
	}, kept.trim());
	return shown === "" ? "" : `The service says: "${shown}".`;
}
