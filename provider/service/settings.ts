import {
	borrowedRegions,
	Configuration,
	type ConfigurationKey,
	type CredentialKey,
	credentialPlaces,
	validValues,
} from "./configuration";
import { ConfigurationError } from "./configuration-error";

/** The stack's configuration, checked. */
export interface Settings extends Omit<Configuration, "endpoint" | "offlinePreview"> {
	/** Host of the service, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Whether the service's host is this machine. */
	readonly isLoopback: boolean;
	/** Previews send no requests. */
	readonly offlinePreview: boolean;
	/** The configuration keys or variables that the credentials are read from. */
	readonly credentialNames: Readonly<Record<CredentialKey, string>>;
}

type Get = (key: string) => string | undefined;

/**
 * Reads and checks a stack's configuration, and pulumi-alicloud's configuration and variables where a key is unset.
 * Throws a `ConfigurationError` that names the key and the command to run.
 */
export function settingsOf(get: Get, variable: Get = () => undefined): Settings {
	const lookUp = (name: string) => {
		const value = name.includes(":") ? get(name) : variable(name);
		// pulumi-alicloud treats an empty value as unset. An empty key under aiccs: is reported.
		return name.startsWith("aiccs:") ? value : value || undefined;
	};
	const credentialNames = credentialNamesOf(lookUp);
	const borrowed = new Map<string, string>([...Object.entries(credentialNames), ["region", regionNameOf(lookUp)]]);
	const nameOf = (key: ConfigurationKey) => borrowed.get(key) ?? `aiccs:${key}`;
	const given = Configuration.keyof().options.map((key) => [key, lookUp(nameOf(key))] as const);
	for (const [key, value] of given) {
		if (value?.trim() === "") throw unusable(key, nameOf(key), "is empty (an unset pipeline variable?)");
	}
	const result = Configuration.safeParse(Object.fromEntries(given));
	if (!result.success) {
		const [issue] = result.error.issues;
		const key = Configuration.keyof().parse(issue?.path[0]);
		throw unusable(key, nameOf(key), issue?.message ?? "cannot be used");
	}
	const { endpoint, offlinePreview, ...rest } = result.data;
	return { ...rest, offlinePreview: offlinePreview === "true", credentialNames, ...addressOf(endpoint) };
}

/** Without the value: it may be a secret. */
function unusable(key: ConfigurationKey, name: string, problem: string): ConfigurationError {
	const without = name.includes(":") ? `remove it with: pulumi config rm ${name}` : "unset the variable.";
	return new ConfigurationError(`${name} ${problem}.`, `Use ${validValues[key]}, or ${without}`);
}

/** All parts come from the first place that has any: an id from one place is never paired with a secret from another. */
function credentialNamesOf(lookUp: Get): Settings["credentialNames"] {
	const place = credentialPlaces.find((names) => Object.values(names).some((name) => lookUp(name) !== undefined));
	return place ?? credentialPlaces[0];
}

function regionNameOf(lookUp: Get): string {
	return ["aiccs:region", ...borrowedRegions].find((name) => lookUp(name) !== undefined) ?? "aiccs:region";
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Host and protocol of an endpoint: https, or plain http to this machine. */
function addressOf(endpoint: string): Pick<Settings, "host" | "protocol" | "isLoopback"> {
	const text = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const fix =
		"Use a host name, an https address, or plain http to this machine: pulumi config set aiccs:endpoint aiccs.aliyuncs.com";
	if (url === undefined || !isServer(url)) {
		throw new ConfigurationError("aiccs:endpoint is not a server address.", fix);
	}
	const isLoopback = loopback.test(url.hostname);
	if (url.protocol === "http:" && !isLoopback) {
		throw new ConfigurationError(
			"aiccs:endpoint uses plain http to another machine, which would send credentials unencrypted.",
			fix,
		);
	}
	return { host: url.host, protocol: url.protocol === "http:" ? "http" : "https", isLoopback };
}

function isServer({ protocol, username, password, pathname, search, hash }: URL): boolean {
	const hasNothingElse = [username, password, search, hash].every((part) => part === "");
	return /^https?:$/.test(protocol) && hasNothingElse && ["/", ""].includes(pathname);
}
