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
import { type CredentialsProvider, throughOurs } from "./vendor-provider";

/** A place where credentials may be. */
export interface Source {
	/** As the user reads it. */
	readonly place: string;
	/**
	 * What a failure does to the search. `next`: it goes on. `end`: it stops, because the user named this place.
	 * `judge`: it goes on if nothing is set up here, and stops if the set-up is broken.
	 */
	readonly failing: "next" | "judge" | "end";
	/** The vendor's provider, or the reason why there is none. Throws what the vendor's library throws. */
	open(): CredentialsProvider | Problem | Promise<CredentialsProvider | Problem>;
	/** The file and profile that a reason is about. */
	detail?(): string;
}

const value = (name: string) => process.env[name] || undefined;
const notSet: Problem = { says: "not set", fix: "", isAbsent: true };

/** What is missing of variables that belong together. They count as set up if any of `signs` is set. */
function halfSet(all: readonly string[], signs: readonly string[]): Problem | undefined {
	const missing = all.filter((name) => value(name) === undefined);
	if (missing.length === 0) return undefined;
	if (signs.every((name) => value(name) === undefined)) return notSet;
	const set = all.filter((name) => value(name) !== undefined);
	const verb = missing.length === 1 ? "is" : "are";
	return {
		says: `${missing.join(" and ")} ${verb} not set, though ${set.join(" and ")} ${set.length === 1 ? "is" : "are"}`,
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
	place: `the environment (${keyVariables.join(", ")})`,
	failing: "judge",
	open: () => halfSet(keyVariables, keyVariables) ?? EnvironmentVariableCredentialsProvider.builder().build(),
});

/** A role alone is no sign of OIDC: other places use it too. */
const oidc = (): Source => ({
	place: "OIDC",
	failing: value(oidcVariables[2]) === undefined ? "judge" : "end",
	open: () => halfSet(oidcVariables, oidcVariables.slice(1)) ?? OIDCRoleArnCredentialsProvider.builder().build(),
});

/** A profile of the aliyun command line. Without a name: ALIBABA_CLOUD_PROFILE, or the current profile. */
function commandLine(name?: string): Source {
	const path = join(homedir(), ".aliyun", "config.json");
	let profile = name ?? value("ALIBABA_CLOUD_PROFILE");
	return {
		place: "the profile of the aliyun command line",
		failing: "judge",
		detail: () => (profile === undefined ? path : `profile "${profile}" of ${path}`),
		open: async () => {
			const builder = CLIProfileCredentialsProvider.builder();
			const provider = (name === undefined ? builder : builder.withProfileName(name)).build();
			// The library reports a missing file and an unreadable one alike.
			await access(path, constants.R_OK);
			profilesNoted(provider, (asked) => {
				profile = asked;
			});
			return readPatiently(provider);
		},
	};
}

/** Reports the name of the profile, and reports a missing source profile as an error of its own. */
function profilesNoted(provider: CLIProfileCredentialsProvider, note: (name: string) => void): void {
	const make: unknown = Reflect.get(provider, "getCredentialsProvider");
	if (typeof make !== "function") return;
	let depth = 0;
	Reflect.set(provider, "getCredentialsProvider", (configuration: unknown, name: unknown) => {
		if (typeof name === "string" && depth === 0) note(name);
		depth++;
		try {
			return make.call(provider, configuration, name);
		} catch (thrown) {
			const isMissing = thrown instanceof Error && thrown.message.startsWith("unable to get profile");
			throw depth > 1 && isMissing ? new Error(sourceProfileMissing) : thrown;
		} finally {
			depth--;
		}
	});
}

/** The aliyun command line and the library write the file in place, so a reader may see half of it. */
function readPatiently(provider: CLIProfileCredentialsProvider): CLIProfileCredentialsProvider {
	const ask = provider.getCredentials.bind(provider);
	const isHalf = (error: Error) => error.message.startsWith("parse aliyun cli config");
	const again = retry(handleWhen(isHalf), { maxAttempts: 3, backoff: new ConstantBackoff(100) });
	provider.getCredentials = () => again.execute(ask);
	return provider;
}

/** A profile of the shared credentials file. Without a name: ALIBABA_CLOUD_PROFILE, or "default". */
function sharedFile(name?: string): Source {
	const path = value("ALIBABA_CLOUD_CREDENTIALS_FILE") ?? join(homedir(), ".alibabacloud", "credentials");
	const profile = name ?? value("ALIBABA_CLOUD_PROFILE");
	const isNamed = value("ALIBABA_CLOUD_CREDENTIALS_FILE") !== undefined || profile !== undefined;
	return {
		place: "the shared credentials file",
		failing: isNamed ? "end" : "judge",
		detail: () => `profile "${profile ?? "default"}" of ${path}`,
		open: () => {
			const builder = ProfileCredentialsProvider.builder();
			return (name === undefined ? builder : builder.withProfileName(name)).build();
		},
	};
}

const metadata = (): Source => ({
	place: "the role of an ECS instance",
	failing: value("ALIBABA_CLOUD_ECS_METADATA") === undefined ? "next" : "end",
	open: () => ECSRAMRoleCredentialsProvider.builder().build(),
});

const address = (): Source => ({
	place: "ALIBABA_CLOUD_CREDENTIALS_URI",
	failing: value("ALIBABA_CLOUD_CREDENTIALS_URI") === undefined ? "judge" : "end",
	open: () =>
		value("ALIBABA_CLOUD_CREDENTIALS_URI") === undefined ? notSet : URICredentialsProvider.builder().build(),
});

/** The places of the vendor's default chain, in its order. */
export function defaultSources(): Source[] {
	return [environment(), oidc(), commandLine(), sharedFile(), metadata(), address()].map(opened);
}

/** The places where a profile of this name may be. */
export function profileSources(name: string): Source[] {
	return [commandLine(name), sharedFile(name)].map(opened);
}

function opened(source: Source): Source {
	return {
		...source,
		open: async () => {
			const provider = await source.open();
			return "says" in provider ? provider : throughOurs(provider);
		},
	};
}
