import { ProxyError } from "../network/proxy-error";
import { CredentialRequestError } from "./credential-request";

/** Why a source has no usable credentials. The texts are this provider's: those of the vendor's library may hold secrets. */
export interface Problem {
	readonly reason: string;
	/** What to do, as a sentence. */
	readonly fix: string;
	/** True if nothing is configured there; false if the configuration is broken. */
	readonly isAbsent: boolean;
}

const modes = "AK, StsToken, RamRoleArn, ChainableRamRoleArn, EcsRamRole, OIDC, CloudSSO, OAuth or External";
const runCommand = "Run the profile's process_command in a shell to see why.";
const existing = "Name a profile that exists, or create this one with: aliyun configure";
const configure = "Write the profile again with: aliyun configure";

/** The text of this provider's own error, matched like the vendor's. */
export const sourceProfileMissing = "the source profile is missing";

type Rule = readonly [message: RegExp, reason: string | ((part: string) => string), fix: string, isAbsent?: true];

/** The errors of version 2.4.7 of the vendor's library. `part` is the message's first group. */
const rules: readonly Rule[] = [
	[/^the CLI profile is disabled$/, "turned off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED", "", true],
	[/^IMDS credentials is disabled$/, "turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED", "", true],
	[/^reading aliyun cli config/, "the file cannot be read", "Check its permissions."],
	[/^parse aliyun cli config/, "the file is not JSON", "Repair it, or write it again with: aliyun configure"],
	[/^no any configured profiles/, "the file holds no profile", "", true],
	[/^unable to get profile with 'undefined'$/, "the file names no current profile", "", true],
	[/^unable to get profile with /, "the file has no such profile", existing, true],
	[/^the source profile is missing$/, "the file does not have its source_profile", configure],
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
	[/^session duration should be/, "its session duration is below 900 seconds", "Use 900 to 43200 seconds."],
	[
		/^CloudSSO access token is empty or expired/,
		"the CloudSSO login has expired",
		"Log in again with: aliyun configure --mode CloudSSO",
	],
	[/^CloudSSO sign in url/, "its sign-in address, account or access configuration of CloudSSO is missing", configure],
	[/^invalid OAuth site type/, "its oauth_site_type is neither CN nor INTL", configure],
	[
		/^failed to execute external command: (.*)$/s,
		(error) =>
			/\bENOENT$/.test(error)
				? "the external command was not found"
				: /\bEACCES$/.test(error)
					? "there is no permission to run the external command"
					: "the external command failed",
		runCommand,
	],
	[/^failed to parse external command output/, "the output of the external command is not JSON", runCommand],
	[
		/^invalid (?:StsToken )?credential response/,
		"the output of the external command lacks a part of the key",
		runCommand,
	],
	[/^(?:invalid )?process_command/, "its process_command is not a command", configure],
	[/^Invalid URL/, "its address is not a URL", "Check the address."],
	[/unmarshal fail|json parse failed/, "the answer is not JSON", "Check the address."],
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

/** A word from a file, unless it may be a key. */
function shown(word: string): string {
	return /^[A-Za-z][A-Za-z_-]{0,29}$/.test(word) ? `"${word}"` : "of this profile";
}

export function problemOf(thrown: unknown): Problem {
	if (thrown instanceof CredentialRequestError) return requestProblem(thrown);
	if (thrown instanceof ProxyError) return broken(thrown.answer.replace(/\.$/, ""), thrown.fix);
	const message = thrown instanceof Error ? thrown.message : "";
	for (const [pattern, reason, fix, isAbsent = false] of rules) {
		const match = pattern.exec(message);
		if (match === null) continue;
		return { reason: typeof reason === "string" ? reason : reason(match[1] ?? ""), fix, isAbsent };
	}
	return fileProblem(thrown) ?? unknownProblem();
}

function broken(reason: string, fix: string): Problem {
	return { reason, fix, isAbsent: false };
}

function unknownProblem(): Problem {
	return broken(
		"the vendor's library failed with an error that is not shown, since it may hold secrets",
		'Run "aliyun sts GetCallerIdentity" with the same credentials to see why.',
	);
}

/** An error of the file system. Its path comes from the user's configuration and may be shown. */
function fileProblem(thrown: unknown): Problem | undefined {
	if (!(thrown instanceof Error) || !("path" in thrown) || !("code" in thrown)) return undefined;
	const path = String(thrown.path);
	switch (thrown.code) {
		case "ENOENT":
		case "ENOTDIR":
			return { reason: `${path} does not exist`, fix: "Check the path.", isAbsent: true };
		case "EACCES":
		case "EPERM":
			return broken(`there is no permission to read ${path}`, "Give this user permission to read it.");
		case "EISDIR":
			return broken(`${path} is a folder`, "Check the path.");
		default:
			return broken(`${path} cannot be read (${String(thrown.code)})`, "Check the file.");
	}
}

function requestProblem({ host, status, code }: CredentialRequestError): Problem {
	const known = code === "" ? "" : ` (${code})`;
	if (status !== undefined) {
		return broken(`${host} refused (HTTP ${status}${code === "" ? "" : `, ${code}`})`, fixFor(status, code));
	}
	if (/^(UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_)/.test(code)) {
		return broken(
			`the certificate of ${host} is signed by an authority that Node.js does not know${known}`,
			"Set NODE_EXTRA_CA_CERTS to the file (PEM) with that authority's certificate.",
		);
	}
	const what = code === "ETIMEDOUT" ? "did not answer in time" : `could not be reached${known}`;
	return broken(`${host} ${what}`, "Check the network and the proxy settings.");
}

function fixFor(status: number, code: string): string {
	if (/TimeStamp/i.test(code)) return "Check this machine's clock.";
	if (/Expired|InvalidAccessToken|invalid_grant/.test(code) || status === 401)
		return "Log in again, or get a new token.";
	if (/AccessKey|Signature/.test(code)) return "Check the access key that assumes the role.";
	if (/^(NoPermission|Forbidden|EntityNotExist)|Role|OIDC/.test(code)) return "Check the role and its trust policy.";
	if (status === 429 || status >= 500 || /^Throttling/.test(code)) return "Run again later.";
	return "Check the role, the address and the account.";
}
