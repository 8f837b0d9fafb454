import { access, constants } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import {
	CLIProfileCredentialsProvider,
	ECSRAMRoleCredentialsProvider,
	EnvironmentVariableCredentialsProvider,
	OIDCRoleArnCredentialsProvider,
	ProfileCredentialsProvider,
	URICredentialsProvider,
} from "@alicloud/credentials";
import { ConstantBackoff, handleWhen, retry } from "cockatiel";
import { type Problem, sourceProfileMissing } from "./credential-problem";
import { type CredentialsProvider, wrapCreation } from "./vendor-provider";

/** A place that may have credentials. */
export interface Source {
	/** As messages name it. */
	readonly name: string;
	/**
	 * What a failure does to the search. `continue`: it goes on. `stop`: it stops, because the user named this source.
	 * `stop if configured`: it goes on when nothing is configured here, and stops when the configuration is broken.
	 */
	readonly onFailure: "continue" | "stop if configured" | "stop";
	/** The vendor's provider, or why there is none. Throws what the vendor's library throws. */
	open(): CredentialsProvider | Problem | Promise<CredentialsProvider | Problem>;
	/** The file and profile that a failure is about. */
	detail?(): string;
}

const variable = (name: string) => process.env[name] || undefined;
const notSet: Problem = { reason: "not set", fix: "", isAbsent: true };

/** The problem when some of several variables are missing. They count as configured when any of `signs` is set. */
function missingVariables(all: readonly string[], signs: readonly string[]): Problem | undefined {
	const missing = all.filter((name) => variable(name) === undefined);
	if (missing.length === 0) return undefined;
	if (signs.every((name) => variable(name) === undefined)) return notSet;
	const set = all.filter((name) => variable(name) !== undefined);
	const verb = missing.length === 1 ? "is" : "are";
	return {
		reason: `${missing.join(" and ")} ${verb} not set, although ${set.join(" and ")} ${set.length === 1 ? "is" : "are"}`,
		fix: `Set ${missing.join(" and ")}, or unset ${set.join(" and ")}.`,
		isAbsent: false,
	};
}

const keyVariables = ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"];
const oidcVariables = [
	"ALIBABA_CLOUD_ROLE_ARN",
	"ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
	"ALIBABA_CLOUD_OIDC_TOKEN_FILE",
] as const;

const environment = (): Source => ({
	name: `the environment (${keyVariables.join(", ")})`,
	onFailure: "stop if configured",
	open: () => missingVariables(keyVariables, keyVariables) ?? EnvironmentVariableCredentialsProvider.builder().build(),
});

/** A role alone does not mean OIDC: other sources use it too. */
const oidc = (): Source => ({
	name: "OIDC",
	onFailure: variable(oidcVariables[2]) === undefined ? "stop if configured" : "stop",
	open: () =>
		missingVariables(oidcVariables, oidcVariables.slice(1)) ?? OIDCRoleArnCredentialsProvider.builder().build(),
});

/** A profile of the aliyun command line. Without a name: ALIBABA_CLOUD_PROFILE, or the current profile. */
function cliProfile(name?: string): Source {
	const path = join(homedir(), ".aliyun", "config.json");
	let profile = name ?? variable("ALIBABA_CLOUD_PROFILE");
	return {
		name: "the profile of the aliyun command line",
		onFailure: "stop if configured",
		detail: () => (profile === undefined ? path : `profile "${profile}" of ${path}`),
		open: async () => {
			const builder = CLIProfileCredentialsProvider.builder();
			const provider = (name === undefined ? builder : builder.withProfileName(name)).build();
			// The library does not tell a missing file from an unreadable one.
			await access(path, constants.R_OK);
			onProfileRead(provider, (read) => {
				profile = read;
			});
			return retryHalfWritten(provider);
		},
	};
}

/** Reports the name of the profile that is read, and throws an error of its own for a missing source profile. */
function onProfileRead(provider: CLIProfileCredentialsProvider, report: (name: string) => void): void {
	let depth = 0;
	wrapCreation(provider, (create, name) => {
		if (typeof name === "string" && depth === 0) report(name);
		depth++;
		try {
			return create();
		} catch (thrown) {
			const isMissing = thrown instanceof Error && thrown.message.startsWith("unable to get profile");
			throw depth > 1 && isMissing ? new Error(sourceProfileMissing) : thrown;
		} finally {
			depth--;
		}
	});
}

/** The aliyun command line and the library write the file in place, so a reader may see half of it. */
function retryHalfWritten(provider: CLIProfileCredentialsProvider): CLIProfileCredentialsProvider {
	const read = provider.getCredentials.bind(provider);
	const isHalfWritten = (error: Error) => error.message.startsWith("parse aliyun cli config");
	const again = retry(handleWhen(isHalfWritten), { maxAttempts: 3, backoff: new ConstantBackoff(100) });
	provider.getCredentials = () => again.execute(read);
	return provider;
}

/** A profile of the shared credentials file. Without a name: ALIBABA_CLOUD_PROFILE, or "default". */
function sharedFile(name?: string): Source {
	const path = variable("ALIBABA_CLOUD_CREDENTIALS_FILE") ?? join(homedir(), ".alibabacloud", "credentials");
	const profile = name ?? variable("ALIBABA_CLOUD_PROFILE");
	const isNamed = variable("ALIBABA_CLOUD_CREDENTIALS_FILE") !== undefined || profile !== undefined;
	return {
		name: "the shared credentials file",
		onFailure: isNamed ? "stop" : "stop if configured",
		detail: () => `profile "${profile ?? "default"}" of ${path}`,
		open: () => {
			const builder = ProfileCredentialsProvider.builder();
			return (name === undefined ? builder : builder.withProfileName(name)).build();
		},
	};
}

const ecsRole = (): Source => ({
	name: "the role of an ECS instance",
	onFailure: variable("ALIBABA_CLOUD_ECS_METADATA") === undefined ? "continue" : "stop",
	open: () => ECSRAMRoleCredentialsProvider.builder().build(),
});

const credentialsUri = (): Source => ({
	name: "ALIBABA_CLOUD_CREDENTIALS_URI",
	onFailure: variable("ALIBABA_CLOUD_CREDENTIALS_URI") === undefined ? "stop if configured" : "stop",
	open: () =>
		variable("ALIBABA_CLOUD_CREDENTIALS_URI") === undefined ? notSet : URICredentialsProvider.builder().build(),
});

/** The sources of the vendor's default chain, in its order. */
export function defaultSources(): Source[] {
	return [environment(), oidc(), cliProfile(), sharedFile(), ecsRole(), credentialsUri()];
}

/** The sources that may have a profile of this name. */
export function profileSources(name: string): Source[] {
	return [cliProfile(name), sharedFile(name)];
}
