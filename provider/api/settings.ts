import { borrowedKeys, Configuration, type ConfigurationKey, credentialKeys, wanted } from "../model/configuration";
import { ConfigurationError } from "./configuration-error";

/** Everything the provider is told from outside, checked. */
export interface Settings extends Omit<Configuration, "endpoint" | "offlinePreview"> {
	/** Host, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Whether the service's host is this very machine. */
	readonly isLoopback: boolean;
	/** Previews ask nothing of the service. */
	readonly offlinePreview: boolean;
}

type Get = (key: string) => string | undefined;

interface Configured {
	/** The key as the user has set it. */
	readonly name: string;
	readonly value: string | undefined;
}

/** Reads and checks a stack's configuration. Throws a `ConfigurationError` that names the key and the command to run. */
export function settingsOf(get: Get): Settings {
	const keys = Configuration.keyof().options;
	const configured = new Map(keys.map((key) => [key, find(get, key)] as const));
	for (const [key, { name, value }] of configured) {
		if (value?.trim() === "") throw unusable(key, name, "is empty (a variable of a pipeline that is not set?)");
	}
	const result = Configuration.safeParse(Object.fromEntries([...configured].map(([key, { value }]) => [key, value])));
	if (!result.success) {
		const [issue] = result.error.issues;
		const key = Configuration.keyof().parse(issue?.path[0]);
		throw unusable(key, configured.get(key)?.name ?? `aiccs:${key}`, issue?.message ?? "cannot be used");
	}
	const { endpoint, offlinePreview, ...rest } = result.data;
	return { ...rest, offlinePreview: offlinePreview === "true", ...addressOf(endpoint) };
}

/** Never with the value: it may be a secret. */
function unusable(key: ConfigurationKey, name: string, problem: string): ConfigurationError {
	return new ConfigurationError(
		`${name} ${problem}.`,
		`Use ${wanted[key]}, or remove it with: pulumi config rm ${name}`,
	);
}

function find(get: Get, key: ConfigurationKey): Configured {
	const own = { name: `aiccs:${key}`, value: get(`aiccs:${key}`) };
	const borrowed = borrowedKeys[key];
	if (own.value !== undefined || borrowed === undefined) return own;
	const hasOwnCredentials = credentialKeys.some((credential) => get(`aiccs:${credential}`) !== undefined);
	if (credentialKeys.includes(key) && hasOwnCredentials) return own;
	// The other provider takes what is empty for unset.
	return { name: borrowed, value: get(borrowed) || undefined };
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Host and protocol of an endpoint: https, or plain http on this very machine only. */
function addressOf(endpoint: string): Pick<Settings, "host" | "protocol" | "isLoopback"> {
	const text = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const fix =
		"Use a host name, an https address, or plain http to this machine: pulumi config set aiccs:endpoint aiccs.aliyuncs.com";
	if (url === undefined || !isServer(url)) {
		throw new ConfigurationError("aiccs:endpoint is not the address of a server.", fix);
	}
	const isLoopback = loopback.test(url.hostname);
	if (url.protocol === "http:" && !isLoopback) {
		throw new ConfigurationError(
			"aiccs:endpoint asks for plain http to another machine, which would send credentials unprotected.",
			fix,
		);
	}
	return { host: url.host, protocol: url.protocol === "http:" ? "http" : "https", isLoopback };
}

function isServer({ protocol, username, password, pathname, search, hash }: URL): boolean {
	const hasNothingElse = [username, password, search, hash].every((part) => part === "");
	return /^https?:$/.test(protocol) && hasNothingElse && ["/", ""].includes(pathname);
}
