import { CredentialRequestError } from "./credential-request";
import { ProxyError } from "./proxy-error";

/** Why a place has no usable credentials. The texts are ours: those of the vendor's library may contain secrets. */
export interface Problem {
	readonly says: string;
	/** What to do, as a sentence. */
	readonly fix: string;
	/** True if nothing is set up there; false if the set-up is broken. */
	readonly isAbsent: boolean;
}

const modes = "AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC, CloudSSO, OAuth or External";
const byHand = "Run the profile's process_command by hand to see why.";
const existing = "Name a profile that exists, or make this one with: aliyun configure";
const configure = "Write the profile again with: aliyun configure";

/** The text of our own error, matched like the vendor's. */
export const sourceProfileMissing = "the source profile is missing";

type Rule = readonly [form: RegExp, says: string | ((part: string) => string), fix: string, isAbsent?: true];

/** The errors of the vendor's library 2.4.7. `part` is the form's first group. */
const rules: readonly Rule[] = [
	[/^the CLI profile is disabled$/, "turned off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "", true],
	[/^IMDS credentials is disabled$/, "turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED", "", true],
	[/^reading aliyun cli config/, "the file cannot be read", "Check its permissions."],
	[/^parse aliyun cli config/, "the file is not JSON", "Repair it, or write it again with: aliyun configure"],
	[/^no any configured profiles/, "the file holds no profile", "", true],
	[/^unable to get profile with 'undefined'$/, "the file names no current profile", "", true],
	[/^unable to get profile with /, "the file has no such profile", existing, true],
	[/^the source profile is missing$/, "the file lacks the profile that it builds upon (source_profile)", configure],
	[/^Can not find credential type for /, "the file has no such profile, or it has no type", existing, true],
	[/^unsupported profile mode '(undefined)?'$/, "it has no mode", `Use a profile of mode ${modes}.`],
	[
		/^unsupported profile mode '(.*)'$/s,
		(mode) => `mode ${shown(mode)} is not supported`,
		`Use a profile of mode ${modes}.`,
	],
	[
		/^Invalid type option/,
		"its type is not supported",
		"Use a profile of type access_key, ecs_ram_role or ram_role_arn, or one of the aliyun command line.",
	],
	[/^the access key id is empty$/, "it has no access key id", configure, true],
	[/^the access key secret is empty$/, "it has no access key secret", configure],
	[/^the security token is empty$/, "it has no security token", configure],
	[/^(?:the RoleArn is empty|roleArn does not exist)/, "it names no role (ARN)", configure],
	[/^oidcProviderArn does not exist/, "it has no oidc_provider_arn", configure],
	[/^oidcTokenFilePath is not exists/, "it has no oidc_token_file", configure],
	[/^session duration should be/, "its session is to last less than 900 seconds", "Make it 900 to 43200."],
	[
		/^CloudSSO access token is empty or expired/,
		"the CloudSSO login has expired",
		"Log in again with: aliyun configure --mode CloudSSO",
	],
	[/^CloudSSO sign in url/, "its sign-in address, account or access configuration of CloudSSO is missing", configure],
	[/^invalid OAuth site type/, "its oauth_site_type is neither CN nor INTL", configure],
	[
		/^failed to execute external command: (.*)$/s,
		(said) =>
			/\bENOENT$/.test(said)
				? "the external command was not found"
				: /\bEACCES$/.test(said)
					? "the external command may not be executed"
					: "the external command failed",
		byHand,
	],
	[/^failed to parse external command output/, "what the external command printed is not JSON", byHand],
	[/^invalid (?:StsToken )?credential response/, "what the external command printed lacks a part of the key", byHand],
	[/^(?:invalid )?process_command/, "its process_command is no command", configure],
	[/^Invalid URL/, "its address is not one", "Check the address."],
	[/unmarshal fail|json parse failed/, "what answered is not JSON", "Check the address."],
	[
		/^get sts token failed|^error retrieving credentials|^refresh |^get session token|^failed to refresh OAuth/,
		"the answer holds no credentials",
		"Check the address and the role.",
	],
	[
		/^invalid (?:UTC|year|month|date|hours|minutes|seconds|ms)|^Cannot read properties of undefined \(reading 'length'\)/,
		"the answer's Expiration is not a time such as 2027-03-01T09:00:00Z",
		"Check the address.",
	],
];

/** A word from a file, if it cannot be a key. */
function shown(word: string): string {
	return /^[A-Za-z][A-Za-z_-]{0,29}$/.test(word) ? `"${word}"` : "of this profile";
}

export function problemOf(thrown: unknown): Problem {
	if (thrown instanceof CredentialRequestError) return requestProblem(thrown);
	if (thrown instanceof ProxyError) {
		return { says: thrown.answer.replace(/\.$/, ""), fix: thrown.fix, isAbsent: false };
	}
	const message = thrown instanceof Error ? thrown.message : "";
	for (const [form, says, fix, isAbsent = false] of rules) {
		const match = form.exec(message);
		if (match !== null) return { says: typeof says === "string" ? says : says(match[1] ?? ""), fix, isAbsent };
	}
	return fileProblem(thrown) ?? unknownProblem;
}

const unknownProblem: Problem = {
	says: "the vendor's library failed for a reason that is not shown, since its text may hold secrets",
	fix: 'Try the same credentials with the command line: "aliyun sts GetCallerIdentity" says more.',
	isAbsent: false,
};

/** An error of the file system. Its path comes from the user's own set-up, and may be shown. */
function fileProblem(thrown: unknown): Problem | undefined {
	if (!(thrown instanceof Error) || !("path" in thrown) || !("code" in thrown)) return undefined;
	const { code } = thrown;
	const path = String(thrown.path);
	if (code === "ENOENT" || code === "ENOTDIR") {
		return { says: `${path} does not exist`, fix: "Check the path.", isAbsent: true };
	}
	if (code === "EACCES" || code === "EPERM") {
		return { says: `there is no permission to read ${path}`, fix: "Let this user read it.", isAbsent: false };
	}
	if (code === "EISDIR") return { says: `${path} is a folder`, fix: "Check the path.", isAbsent: false };
	return { says: `${path} cannot be read (${String(code)})`, fix: "Check the file.", isAbsent: false };
}

function requestProblem({ host, status, code }: CredentialRequestError): Problem {
	if (status !== undefined) return refusal(host, status, code);
	if (/^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code)) {
		return {
			says: `the certificate of ${host} comes from an authority that is not known here (${code})`,
			fix: "Name that authority's certificate in NODE_EXTRA_CA_CERTS.",
			isAbsent: false,
		};
	}
	if (code === "ETIMEDOUT") {
		return {
			says: `${host} did not answer in time`,
			fix: "Check the network and the proxy settings.",
			isAbsent: false,
		};
	}
	const known = code === "" ? "" : ` (${code})`;
	return {
		says: `${host} could not be reached${known}`,
		fix: "Check the network and the proxy settings.",
		isAbsent: false,
	};
}

function refusal(host: string, status: number, code: string): Problem {
	const says = `${host} refused (HTTP ${status}${code === "" ? "" : `, ${code}`})`;
	return { says, fix: adviceOn(status, code), isAbsent: false };
}

function adviceOn(status: number, code: string): string {
	if (/TimeStamp/i.test(code)) return "Check this machine's clock.";
	if (/Expired|InvalidAccessToken|invalid_grant/.test(code) || status === 401)
		return "Log in again, or get a new token.";
	if (/AccessKey|Signature/.test(code)) return "Check the access key that asks for the role.";
	if (/^(NoPermission|Forbidden|EntityNotExist)|Role|OIDC/.test(code)) return "Check the role and whom it trusts.";
	if (status === 429 || status >= 500 || /^Throttling/.test(code)) return "Run again in a while.";
	return "Check the role, the address and the account.";
}
