import Credential, { StaticAKCredentialsProvider, StaticSTSCredentialsProvider } from "@alicloud/credentials";
import { ConfigurationError } from "../configuration-error";
import type { Settings } from "../settings";
import { CredentialChain, type Failure, stopsSearch } from "./credential-chain";
import { defaultSources, profileSources } from "./credential-sources";
import { SharedCredentials } from "./shared-credentials";
import type { CredentialsProvider } from "./vendor-provider";

type Keys = Pick<Settings, "accessKeyId" | "accessKeySecret" | "securityToken" | "profile" | "credentialNames">;

const setKeys =
	"Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>";

/** The credentials for all requests of a process. */
export interface RequestCredentials {
	/** For the vendor's client. */
	readonly credential: Credential;
	/** Runs a request. Renews the credentials if the service reports them expired. */
	during<T>(request: () => Promise<T>): Promise<T>;
}

/**
 * Credentials from the configuration or, if it has none, from the sources of the vendor's default chain. Every request
 * gets them again, so that the vendor's library can renew temporary ones.
 */
export function credentialsOf(keys: Keys): RequestCredentials {
	const shared = new SharedCredentials(providerOf(keys));
	return { credential: new Credential(null, shared), during: (request) => shared.during(request) };
}

function providerOf(keys: Keys): () => CredentialsProvider {
	const { accessKeyId, accessKeySecret, securityToken, profile, credentialNames } = keys;
	if (accessKeyId !== undefined && accessKeySecret !== undefined) {
		return () =>
			(securityToken === undefined
				? StaticAKCredentialsProvider.builder()
				: StaticSTSCredentialsProvider.builder().withSecurityToken(securityToken)
			)
				.withAccessKeyId(accessKeyId)
				.withAccessKeySecret(accessKeySecret)
				.build();
	}
	if (accessKeyId !== undefined || accessKeySecret !== undefined) {
		throw halfKey(credentialNames[accessKeyId === undefined ? "accessKeyId" : "accessKeySecret"]);
	}
	if (profile !== undefined) {
		const named = { profile, name: credentialNames.profile };
		return () => new CredentialChain(profileSources(profile), (failures) => profileFailed(named, failures));
	}
	if (securityToken !== undefined) {
		throw new ConfigurationError(
			`${credentialNames.securityToken} is set without its access key.`,
			`Set ${credentialNames.accessKeyId} and ${credentialNames.accessKeySecret} too, or unset it.`,
		);
	}
	return () => new CredentialChain(defaultSources(), noneFound);
}

function halfKey(name: string): ConfigurationError {
	const flag = /secret/i.test(name) ? " --secret" : "";
	const how = name.includes(":") ? `Set it with: pulumi config set${flag} ${name} <value>` : "Set this variable too.";
	return new ConfigurationError(`${name} is missing: an access key has an id and a secret.`, how);
}

function noneFound(failures: readonly Failure[]): ConfigurationError {
	const sources = failures.map((failure) => `${failure.source.name} (${reasonOf(failure)})`);
	const tried = ["the stack's configuration (aiccs:accessKeyId, aiccs:accessKeySecret)", ...sources].join(", ");
	const last = failures.at(-1);
	const fix =
		last !== undefined && stopsSearch(last)
			? `The search stops at a source that is configured but does not work: another one may belong to another account. ${last.problem.fix}`
			: setKeys;
	return new ConfigurationError(`No credentials were found. Tried: ${tried}.`, fix);
}

function profileFailed({ profile, name }: { profile: string; name: string }, failures: readonly Failure[]) {
	const reasons = failures.map(reasonOf).join("; ");
	const broken = failures.find(({ problem }) => !problem.isAbsent);
	return new ConfigurationError(
		`No credentials were found. Tried: the profile named by ${name}. Reasons: ${reasons}.`,
		broken?.problem.fix ?? `Name a profile that exists, or create this one with: aliyun configure --profile ${profile}`,
	);
}

function reasonOf({ source, problem }: Failure): string {
	const detail = source.detail?.();
	return detail === undefined || problem.reason.startsWith("/") ? problem.reason : `${detail}: ${problem.reason}`;
}
