import { BlockList, isIP } from "node:net";
import { ConfigurationError } from "../configuration-error";

/** Where a request goes. */
export interface Target {
	readonly isSecure: boolean;
	/** Name or address, without a port. */
	readonly host: string;
	readonly port: number;
}

export interface ProxyServer {
	readonly url: URL;
	/** The environment variable that names it, as the user wrote it. */
	readonly variable: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const schemes = new Set(["http:", "https:", "socks:", "socks4:", "socks4a:", "socks5:", "socks5h:"]);

/** Addresses that never need a proxy: this machine, the local link, and the metadata server of an ECS instance. */
const local = new BlockList();
local.addSubnet("127.0.0.0", 8);
local.addAddress("::1", "ipv6");
local.addSubnet("169.254.0.0", 16);
local.addSubnet("fe80::", 10, "ipv6");
local.addAddress("100.100.100.200");

/** The variables that name the proxy, in order. As in npm, HTTP_PROXY is also used for https when nothing else is set. */
const variablesFor = (isSecure: boolean) =>
	isSecure ? ["https_proxy", "all_proxy", "http_proxy"] : ["http_proxy", "all_proxy"];

/** The proxy for a request; `undefined` for a direct connection. Throws when a variable is not a proxy address. */
export function proxyFor(target: Target, environment: Environment): ProxyServer | undefined {
	const found = firstSet(environment, variablesFor(target.isSecure));
	if (found === undefined) return undefined;
	const host = normalized(target.host);
	const exempt = firstSet(environment, ["no_proxy"])?.value.split(/[\s,]+/) ?? [];
	if (isLocal(host) || exempt.some((entry) => matches(entry, host, target.port))) return undefined;
	return { url: addressIn(found), variable: found.variable };
}

interface Setting {
	readonly variable: string;
	readonly value: string;
}

/** As in curl, lower case comes before upper case, and an empty variable is unset. */
function firstSet(environment: Environment, names: readonly string[]): Setting | undefined {
	for (const variable of names.flatMap((name) => [name, name.toUpperCase()])) {
		const value = environment[variable]?.trim();
		if (value) return { variable, value };
	}
	return undefined;
}

function normalized(host: string): string {
	return host.toLowerCase().replace(/^\[|\]$|\.$/g, "");
}

function isLocal(host: string): boolean {
	return host === "localhost" || host.endsWith(".localhost") || isIn(local, host);
}

function isIn(list: BlockList, address: string): boolean {
	const version = isIP(address);
	return version !== 0 && list.check(address, version === 6 ? "ipv6" : "ipv4");
}

/** Whether an entry of NO_PROXY matches a host: `*`, a name and its subdomains, an address or a block; with a port or without. */
function matches(entry: string, host: string, port: number): boolean {
	if (entry === "*") return true;
	const [, name = entry, wantedPort] = isIP(entry) === 0 ? (/^(.+):(\d+)$/.exec(entry) ?? []) : [];
	if (wantedPort !== undefined && Number(wantedPort) !== port) return false;
	if (name.includes("/")) return isIn(blockOf(name), host);
	const domain = normalized(name).replace(/^\*?\./, "");
	return domain !== "" && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)));
}

function blockOf(text: string): BlockList {
	const block = new BlockList();
	const [address = "", prefix = ""] = text.split("/");
	const version = isIP(address);
	const isValid = version !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32);
	if (isValid) block.addSubnet(address, Number(prefix), version === 6 ? "ipv6" : "ipv4");
	return block;
}

/** The error does not show the value: it may hold a password. */
function addressIn({ variable, value }: Setting): URL {
	const text = value.includes("://") ? value : `http://${value}`;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !isAddress(url)) {
		throw new ConfigurationError(
			`${variable} is not a proxy address.`,
			"Use http://host:port or http://user:password@host:port, with special characters in user and password percent-encoded (@ as %40, # as %23, / as %2F, % as %25).",
		);
	}
	return url;
}

function isAddress({ protocol, hostname, pathname, search, hash, username, password }: URL): boolean {
	const hasNoPath = ["", "/"].includes(pathname) && search === "" && hash === "";
	return schemes.has(protocol) && hostname !== "" && hasNoPath && isEncoded(username) && isEncoded(password);
}

function isEncoded(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
