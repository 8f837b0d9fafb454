import Credential, { CLIProfileCredentialsProvider, Config, ProfileCredentialsProvider } from "@alicloud/credentials";
import { ConfigurationError } from "./configuration-error";
import type { Settings } from "./settings";

type Keys = Pick<Settings, "accessKeyId" | "accessKeySecret" | "securityToken" | "profile">;

/**
 * Credentials from the configuration, or, where it names none, from the vendor's default chain.
 * Asked for at each request, so that temporary ones are renewed by the vendor's library.
 */
export function credentialsOf(keys: Keys): Credential {
	const credential = chosen(keys);
	const ask = credential.getCredential.bind(credential);
	credential.getCredential = async () => {
		try {
			const found = await ask();
			if (found.accessKeyId) return found;
		} catch (cause) {
			throw missing(keys, cause);
		}
		throw missing(keys, undefined);
	};
	return credential;
}

function chosen({ accessKeyId, accessKeySecret, securityToken, profile }: Keys): Credential {
	if (accessKeyId !== undefined && accessKeySecret !== undefined) {
		const type = securityToken === undefined ? "access_key" : "sts";
		return new Credential(new Config({ type, accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) }));
	}
	if (accessKeyId !== undefined || accessKeySecret !== undefined) {
		const key = accessKeyId === undefined ? "accessKeyId" : "accessKeySecret";
		throw new ConfigurationError(
			`aiccs:${key} is missing: an access key has two parts.`,
			`Set it with: pulumi config set${key === "accessKeySecret" ? " --secret" : ""} aiccs:${key} <value>`,
		);
	}
	if (profile !== undefined) return new Credential(null, profileProvider(profile));
	return new Credential();
}

/** A profile of the vendor's command line, else one of the shared credentials file. */
function profileProvider(profile: string) {
	try {
		return CLIProfileCredentialsProvider.builder().withProfileName(profile).build();
	} catch {
		return ProfileCredentialsProvider.builder().withProfileName(profile).build();
	}
}

function missing({ profile }: Keys, cause: unknown): Error {
	const tried =
		profile === undefined
			? "the stack's configuration (aiccs:accessKeyId, aiccs:accessKeySecret), the environment (ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET), OIDC, the profile of the aliyun command line, the shared credentials file, the role of an ECS instance, ALIBABA_CLOUD_CREDENTIALS_URI"
			: "the profile named by aiccs:profile";
	const error = new ConfigurationError(
		`No credentials were found. Tried: ${tried}.`,
		"Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>",
	);
	error.cause = cause;
	return error;
}
