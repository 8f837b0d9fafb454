import { borrowedRegions, Configuration, type CredentialKey, credentialPlaces } from "../model/configuration";
import { ConfigurationError } from "./configuration-error";

/** Everything the provider is told from outside, checked. */
export interface Settings extends Omit<Configuration, "endpoint" | "offlinePreview"> {
	/** Host, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Previews ask nothing of the service. */
	readonly offlinePreview: boolean;
	/** The configuration keys or variables that the credentials come from. */
	readonly credentialNames: Readonly<Record<CredentialKey, string>>;
}

type Get = (key: string) => string | undefined;

/**
 * Reads and checks a stack's configuration; where a key is unset, pulumi-alicloud's configuration and variables.
 * Throws a `ConfigurationError` that names the key and the command to run.
 */
export function settingsOf(get: Get, variable: Get = () => undefined): Settings {
	const lookUp = (name: string) => {
		const value = name.includes(":") ? get(name) : variable(name);
		// The other provider takes what is empty for unset; an empty key of ours is reported.
		return name.startsWith("aiccs:") ? value : value || undefined;
	};
	const credentialNames = credentialNamesOf(lookUp);
	const own = Configuration.keyof().options.map((key) => [key, get(`aiccs:${key}`)]);
	const credentials = Object.entries(credentialNames).map(([key, name]) => [key, lookUp(name)]);
	const region = get("aiccs:region") ?? borrowedRegion(lookUp);
	const given = { ...Object.fromEntries(own), ...Object.fromEntries(credentials), region };
	const result = Configuration.safeParse(given);
	if (!result.success) {
		const [issue] = result.error.issues;
		const name = nameOf(credentialNames, String(issue?.path[0]));
		throw new ConfigurationError(
			`${name} cannot be used: ${issue?.message}.`,
			name.includes(":") ? `Set it with: pulumi config set ${name} <value>` : "Set this variable to another value.",
		);
	}
	const { endpoint, offlinePreview, ...rest } = result.data;
	return { ...rest, offlinePreview: offlinePreview === "true", credentialNames, ...addressOf(endpoint) };
}

function nameOf(credentialNames: Readonly<Record<string, string>>, key: string): string {
	return credentialNames[key] ?? `aiccs:${key}`;
}

/** All parts come from the first place that has any of them: an own key is never paired with a borrowed secret. */
function credentialNamesOf(lookUp: Get): Settings["credentialNames"] {
	const place = credentialPlaces.find((names) => Object.values(names).some((name) => lookUp(name) !== undefined));
	return place ?? credentialPlaces[0];
}

/** The other provider knows more regions than this service has. */
function borrowedRegion(lookUp: Get): string | undefined {
	return borrowedRegions.map(lookUp).find((region) => region && Configuration.shape.region.safeParse(region).success);
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
