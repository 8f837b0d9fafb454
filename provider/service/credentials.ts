import Credential, { StaticAKCredentialsProvider, StaticSTSCredentialsProvider } from "@alicloud/credentials";
import { ConfigurationError } from "./configuration-error";
import { CredentialChain, type Failure, isEnd } from "./credential-chain";
import { defaultSources, profileSources } from "./credential-sources";
import type { Settings } from "./settings";
import { SharedCredentials } from "./shared-credentials";
import type { CredentialsProvider } from "./vendor-provider";

type Keys = Pick<Settings, "accessKeyId" | "accessKeySecret" | "securityToken" | "profile" | "credentialNames">;

const setKeys =
	"Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>";

/** Credentials for all requests of a process. */
export interface RequestCredentials {
	/** For the vendor's client. */
	readonly credential: Credential;
	/** Runs a request. Renews the credentials if the service calls them expired. */
	during<T>(request: () => Promise<T>): Promise<T>;
}

/**
 * Credentials from the configuration, or, if it has none, from the places of the vendor's default chain. Every request
 * asks for them, so that the vendor's library can renew temporary ones.
 */
export function credentialsOf(keys: Keys): RequestCredentials {
	const shared = new SharedCredentials(providerOf(keys));
	return { credential: new Credential(null, shared), during: (request) => shared.during(request) };
}

function providerOf(keys: Keys): () => CredentialsProvider {
	const { accessKeyId, accessKeySecret, securityToken, profile, credentialNames } = keys;
	if (accessKeyId !== undefined && accessKeySecret !== undefined) {
		return securityToken === undefined
			? () =>
					StaticAKCredentialsProvider.builder()
						.withAccessKeyId(accessKeyId)
						.withAccessKeySecret(accessKeySecret)
						.build()
			: () =>
					StaticSTSCredentialsProvider.builder()
						.withAccessKeyId(accessKeyId)
						.withAccessKeySecret(accessKeySecret)
						.withSecurityToken(securityToken)
						.build();
	}
	if (accessKeyId !== undefined || accessKeySecret !== undefined) {
		throw halfKey(credentialNames[accessKeyId === undefined ? "accessKeyId" : "accessKeySecret"]);
	}
	if (profile !== undefined) {
		const named = { profile, name: credentialNames.profile };
		return () => new CredentialChain(profileSources(profile), (failures) => profileUseless(named, failures));
	}
	if (securityToken !== undefined) {
		throw new ConfigurationError(
			`${credentialNames.securityToken} is set without the access key that it belongs to.`,
			`Set ${credentialNames.accessKeyId} and ${credentialNames.accessKeySecret} too, or unset it.`,
		);
	}
	return () => new CredentialChain(defaultSources(), nothingFound);
}

function halfKey(name: string): ConfigurationError {
	const flag = /secret/i.test(name) ? " --secret" : "";
	const how = name.includes(":") ? `Set it with: pulumi config set${flag} ${name} <value>` : "Set this variable too.";
	return new ConfigurationError(`${name} is missing: an access key has two parts.`, how);
}

function nothingFound(failures: readonly Failure[]): ConfigurationError {
	const places = failures.map((failure) => `${failure.source.place} (${reasonOf(failure)})`);
	const tried = ["the stack's configuration (aiccs:accessKeyId, aiccs:accessKeySecret)", ...places].join(", ");
	const last = failures.at(-1);
	const ending =
		last !== undefined && isEnd(last)
			? `What is set up there is not passed over, since another place may be another account. ${last.problem.fix}`
			: setKeys;
	return new ConfigurationError(`No credentials were found. Tried: ${tried}.`, ending);
}

function profileUseless({ profile, name }: { profile: string; name: string }, failures: readonly Failure[]) {
	const reasons = failures.map(reasonOf).join("; ");
	const broken = failures.find(({ problem }) => !problem.isAbsent);
	return new ConfigurationError(
		`No credentials were found. Tried: the profile named by ${name}. Reasons: ${reasons}.`,
		broken?.problem.fix ?? `Name a profile that exists, or make this one with: aliyun configure --profile ${profile}`,
	);
}

function reasonOf({ source, problem }: Failure): string {
	const detail = source.detail?.();
	return detail === undefined || problem.says.startsWith("/") ? problem.says : `${detail}: ${problem.says}`;
}
