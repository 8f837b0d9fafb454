import { z } from "zod";
import { ConfigurationError } from "./configuration-error";

/** The keys of the stack's configuration, and what each is for. */
const Configuration = z.object({
	region: z.string().min(1).default("cn-hangzhou"),
	endpoint: z.string().min(1).default("https://aiccs.aliyuncs.com"),
	accessKeyId: z.string().min(1).optional(),
	accessKeySecret: z.string().min(1).optional(),
	securityToken: z.string().min(1).optional(),
	profile: z.string().min(1).optional(),
	offlinePreview: z.enum(["true", "false"]).default("false"),
	retrySeconds: z.coerce.number().int().min(0).max(86_400).default(300),
	requestTimeoutSeconds: z.coerce.number().min(0.1).max(3600).optional(),
});

/** Everything the provider is told from outside, checked. */
export interface Settings {
	readonly region: string;
	/** Host, with its port when it has one. */
	readonly host: string;
	readonly protocol: "http" | "https";
	readonly accessKeyId?: string | undefined;
	readonly accessKeySecret?: string | undefined;
	readonly securityToken?: string | undefined;
	readonly profile?: string | undefined;
	/** Previews ask nothing of the service. */
	readonly offlinePreview: boolean;
	/** Seconds for which a throttled request is sent again. */
	readonly retrySeconds: number;
	/** Seconds to wait for an answer, in place of each operation's own. */
	readonly requestTimeoutSeconds?: number | undefined;
}

/** Keys of pulumi-alicloud's configuration that are read where ours are not set. */
const borrowed: Readonly<Record<string, string>> = {
	region: "alicloud:region",
	accessKeyId: "alicloud:accessKey",
	accessKeySecret: "alicloud:secretKey",
	securityToken: "alicloud:securityToken",
	profile: "alicloud:profile",
};

const credentialKeys = ["accessKeyId", "accessKeySecret", "securityToken", "profile"];

/** Reads and checks a stack's configuration. Throws a `ConfigurationError` that names the key and the command to run. */
export function settingsOf(get: (key: string) => string | undefined): Settings {
	// Credentials come from one place as a whole: an own key is never paired with a borrowed secret.
	const ownCredentials = credentialKeys.some((key) => get(`aiccs:${key}`) !== undefined);
	const given = Object.keys(Configuration.shape).flatMap((key) => {
		const mayBorrow = !(ownCredentials && credentialKeys.includes(key));
		const value = get(`aiccs:${key}`) ?? (mayBorrow && borrowed[key] !== undefined ? get(borrowed[key]) : undefined);
		return value === undefined ? [] : [[key, value] as const];
	});
	const result = Configuration.safeParse(Object.fromEntries(given));
	if (!result.success) {
		const [issue] = result.error.issues;
		const key = String(issue?.path[0]);
		throw new ConfigurationError(
			`aiccs:${key} cannot be used: ${issue?.message}.`,
			`Set it with: pulumi config set aiccs:${key} <value>`,
		);
	}
	const { region, endpoint, offlinePreview, ...rest } = result.data;
	if (!/^[a-z]{2}-[a-z0-9-]+$/.test(region)) {
		throw new ConfigurationError(
			"aiccs:region is not the id of a region.",
			"Use an id such as cn-hangzhou: pulumi config set aiccs:region cn-hangzhou",
		);
	}
	return { region, offlinePreview: offlinePreview === "true", ...addressOf(endpoint), ...rest };
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
