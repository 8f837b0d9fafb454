import { createHash } from "node:crypto";
import { probablyMeant } from "../definition/did-you-mean";
import {
	accountKeys,
	borrowedRegions,
	Configuration,
	type ConfigurationKey,
	type CredentialKey,
	credentialPlaces,
	validValues,
} from "./configuration";
import { ConfigurationError, UnknownAccount } from "./configuration-error";

/** The configuration of an account, checked. */
export interface Settings extends Omit<Configuration, "endpoint" | "offlinePreview" | "accounts"> {
	/** Host of the service, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	/** Whether the service's host is this machine. */
	readonly isLoopback: boolean;
	/** Previews send no requests. */
	readonly offlinePreview: boolean;
	/** The configuration keys or variables that the credentials are read from. */
	readonly credentialNames: Readonly<Record<CredentialKey, string>>;
	/** A text about keys of the configuration, with those that the account has for itself under their names there. */
	named(text: string): string;
}

type Get = (key: string) => string | undefined;

/** Where the keys of one account are read. */
interface Place {
	valueOf(key: ConfigurationKey): string | undefined;
	/** The name in messages. */
	nameOf(key: ConfigurationKey): string;
	readonly credentialNames: Settings["credentialNames"];
	named(text: string): string;
}

/**
 * Reads and checks the configuration of an account: of the stack, and pulumi-alicloud's configuration and variables where
 * a key is unset; or of the account with this name in `aiccs:accounts`, and the stack's for keys that are not credentials.
 * Throws a `ConfigurationError` that names the key and the command to run.
 */
export function settingsOf(get: Get, variable: Get = () => undefined, account?: string): Settings {
	const stack = stackPlace(get, variable);
	const place = account === undefined ? stack : accountPlace(stack, account);
	const given = Configuration.keyof().options.map((key) => [key, place.valueOf(key)] as const);
	for (const [key, value] of given) {
		if (value?.trim() === "") throw unusable(place, key, "is empty (an unset pipeline variable?)");
	}
	const result = Configuration.safeParse(Object.fromEntries(given));
	if (!result.success) {
		const [issue] = result.error.issues;
		throw unusable(place, Configuration.keyof().parse(issue?.path[0]), issue?.message ?? "cannot be used");
	}
	const { endpoint, offlinePreview, accounts: _, ...rest } = result.data;
	const { credentialNames, named } = place;
	return { ...rest, offlinePreview: offlinePreview === "true", credentialNames, named, ...addressOf(endpoint, place) };
}

/** The names of the accounts in `aiccs:accounts`; none if it cannot be read. */
export function accountNames(get: Get): readonly string[] {
	return [...(Configuration.shape.accounts.safeParse(get("aiccs:accounts")).data?.keys() ?? [])];
}

/**
 * What tells accounts apart without a request: their key or profile, and their host. Not a name: several names may be of
 * one account. `undefined` if other sources have the credentials.
 */
export function accountIdOf(
	{ accessKeyId, profile, host }: Pick<Settings, "accessKeyId" | "profile" | "host">,
	variable: Get,
): string | undefined {
	const key = accessKeyId ?? (profile === undefined ? firstOfChain(variable) : undefined);
	if (key === undefined && profile === undefined) return undefined;
	const facts = JSON.stringify([host, key ?? null, key === undefined ? profile : null]);
	return createHash("sha256").update(facts).digest("base64url").slice(0, 12);
}

/** The vendor's chain begins with these variables. */
function firstOfChain(variable: Get): string | undefined {
	return variable("ALIBABA_CLOUD_ACCESS_KEY_ID") || undefined;
}

/** Without the value: it may be a secret. */
function unusable(place: Place, key: ConfigurationKey, problem: string): ConfigurationError {
	const name = place.nameOf(key);
	const without = name.includes(":") ? `remove it with: pulumi config rm ${name}` : "unset the variable.";
	return new ConfigurationError(
		place.named(`${name} ${problem}.`),
		place.named(`Use ${validValues[key]}, or ${without}`),
	);
}

function stackPlace(get: Get, variable: Get): Place {
	const lookUp = (name: string) => {
		const value = name.includes(":") ? get(name) : variable(name);
		// pulumi-alicloud treats an empty value as unset. An empty key under aiccs: is reported.
		return name.startsWith("aiccs:") ? value : value || undefined;
	};
	const credentialNames = credentialNamesOf(lookUp);
	const borrowed = new Map<string, string>([...Object.entries(credentialNames), ["region", regionNameOf(lookUp)]]);
	const nameOf = (key: ConfigurationKey) => borrowed.get(key) ?? `aiccs:${key}`;
	return { valueOf: (key) => lookUp(nameOf(key)), nameOf, credentialNames, named: (text) => text };
}

/** The keys of an account. Its credentials are never those of the stack, nor completed from there. */
function accountPlace(stack: Place, account: string): Place {
	const [credentialNames] = credentialPlaces;
	const keys = keysOf(stack, account);
	const isOwn = (key: string) => key in credentialNames || keys.has(key);
	const place = {
		valueOf: (key: ConfigurationKey) => (isOwn(key) ? keys.get(key) : stack.valueOf(key)),
		nameOf: (key: ConfigurationKey) => (isOwn(key) ? `aiccs:${key}` : stack.nameOf(key)),
		credentialNames,
		named: (text: string) => inAccount(text, account, isOwn),
	};
	if (!Object.keys(credentialNames).some((key) => keys.has(key))) {
		const set = "pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>";
		throw new ConfigurationError(
			`aiccs:accounts.${account} has no credentials, and those of the stack are not used for it.`,
			place.named(`Set them with: ${set}; or a profile with: pulumi config set aiccs:profile <profile>`),
		);
	}
	return place;
}

/** The keys of an account, as texts: Pulumi takes values that look like numbers or flags for such. */
function keysOf(stack: Place, account: string): ReadonlyMap<string, string> {
	const text = stack.valueOf("accounts");
	const { data: accounts = new Map<never, never>(), error } = Configuration.shape.accounts.safeParse(text);
	if (error !== undefined) throw unusable(stack, "accounts", error.issues[0]?.message ?? "cannot be used");
	const given = accounts.get(account);
	if (given === undefined) throw unknownAccount(account, [...accounts.keys()]);
	return new Map([...given].map(([key, value]) => [key, textOf(account, key, value)]));
}

function unknownAccount(account: string, known: readonly string[]): UnknownAccount {
	const meant = probablyMeant(account, known);
	const add =
		"Add it with: pulumi config set --path 'aiccs:accounts.<name>.accessKeyId' <id> && pulumi config set --secret --path 'aiccs:accounts.<name>.accessKeySecret' <secret>";
	return new UnknownAccount(
		"names no account of aiccs:accounts.",
		meant === undefined ? add : `Did you mean "${meant}"? ${add}`,
	);
}

function textOf(account: string, key: string, value: unknown): string {
	const name = `aiccs:accounts.${account}.${key}`;
	const remove = `remove it with: pulumi config rm --path '${name}'`;
	if (!accountKeys.some((one) => one === key)) {
		const meant = probablyMeant(key, accountKeys);
		throw new ConfigurationError(
			`${name} is not a key of an account.`,
			`${meant === undefined ? `The keys are ${accountKeys.join(", ")}.` : `Did you mean ${meant}?`} Otherwise ${remove}`,
		);
	}
	if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
	throw new ConfigurationError(`${name} is not a text.`, `Use a text, or ${remove}`);
}

/** Names and commands about the keys that an account has for itself. */
function inAccount(text: string, account: string, isOwn: (key: string) => boolean): string {
	const commands = /(pulumi config \w+(?: --secret)?) aiccs:(\w+)|aiccs:(\w+)/g;
	return text.replace(commands, (whole: string, command?: string, set = "", named = "") => {
		if (!isOwn(set || named)) return whole;
		return command === undefined
			? `aiccs:accounts.${account}.${named}`
			: `${command} --path 'aiccs:accounts.${account}.${set}'`;
	});
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
function addressOf(endpoint: string, { named }: Place): Pick<Settings, "host" | "protocol" | "isLoopback"> {
	const text = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const fix =
		"Use a host name, an https address, or plain http to this machine: pulumi config set aiccs:endpoint aiccs.aliyuncs.com";
	if (url === undefined || !isServer(url)) {
		throw new ConfigurationError(named("aiccs:endpoint is not a server address."), named(fix));
	}
	const isLoopback = loopback.test(url.hostname);
	if (url.protocol === "http:" && !isLoopback) {
		throw new ConfigurationError(
			named("aiccs:endpoint uses plain http to another machine, which would send credentials unencrypted."),
			named(fix),
		);
	}
	return { host: url.host, protocol: url.protocol === "http:" ? "http" : "https", isLoopback };
}

function isServer({ protocol, username, password, pathname, search, hash }: URL): boolean {
	const hasNothingElse = [username, password, search, hash].every((part) => part === "");
	return /^https?:$/.test(protocol) && hasNothingElse && ["/", ""].includes(pathname);
}
