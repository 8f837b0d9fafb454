import { borrowedKeys, Configuration, type ConfigurationKey, credentialKeys } from "../model/configuration";
import { ConfigurationError } from "./configuration-error";

/** Everything the provider is told from outside, checked. */
export interface Settings extends Omit<Configuration, "endpoint" | "offlinePreview"> {
	/** Host, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Previews ask nothing of the service. */
	readonly offlinePreview: boolean;
}

type Get = (key: string) => string | undefined;

/** Reads and checks a stack's configuration. Throws a `ConfigurationError` that names the key and the command to run. */
export function settingsOf(get: Get): Settings {
	const keys = Configuration.keyof().options;
	const result = Configuration.safeParse(Object.fromEntries(keys.map((key) => [key, configured(get, key)])));
	if (!result.success) {
		const [issue] = result.error.issues;
		const key = String(issue?.path[0]);
		throw new ConfigurationError(
			`aiccs:${key} cannot be used: ${issue?.message}.`,
			`Set it with: pulumi config set aiccs:${key} <value>`,
		);
	}
	const { endpoint, offlinePreview, ...rest } = result.data;
	return { ...rest, offlinePreview: offlinePreview === "true", ...addressOf(endpoint) };
}

function configured(get: Get, key: ConfigurationKey): string | undefined {
	const ours = get(`aiccs:${key}`);
	const borrowed = borrowedKeys[key];
	if (ours !== undefined || borrowed === undefined) return ours;
	const hasOwnCredentials = credentialKeys.some((credential) => get(`aiccs:${credential}`) !== undefined);
	if (credentialKeys.includes(key) && hasOwnCredentials) return undefined;
	const value = get(borrowed);
	// The other provider knows more regions than this service has.
	return value !== undefined && Configuration.shape[key].safeParse(value).success ? value : undefined;
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Host and protocol of an endpoint: https, or plain http on this very machine only. */
function addressOf(endpoint: string): Pick<Settings, "host" | "protocol"> {
	const text = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const wanted =
		"Use a host name, an https address, or plain http to this machine: pulumi config set aiccs:endpoint aiccs.aliyuncs.com";
	if (
		url === undefined ||
		url.username !== "" ||
		!["/", ""].includes(url.pathname) ||
		!/^https?:$/.test(url.protocol)
	) {
		throw new ConfigurationError("aiccs:endpoint is not the address of a server.", wanted);
	}
	if (url.protocol === "http:" && !loopback.test(url.hostname)) {
		throw new ConfigurationError(
			"aiccs:endpoint asks for plain http to another machine, which would send credentials unprotected.",
			wanted,
		);
	}
	return { host: url.host, protocol: url.protocol === "http:" ? "http" : "https" };
}
