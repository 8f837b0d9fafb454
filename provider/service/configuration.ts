import { z } from "zod";

/** Credentials are sent in headers. */
const printable = /^[!-~]([ -~]*[!-~])?$/;
const notPrintable = "has a leading or trailing space, a line break or a character that is not ASCII";

/** The fingerprints of confirmed launches. */
export interface ConfirmedLaunches {
	readonly fingerprints: readonly string[];
	/** The configuration has them as text, and not as a list. */
	readonly isText: boolean;
}

const fingerprint = /^\d+-[\da-z]{19}$/;

/** The confirmed launches in a text, which is JSON where the configuration has a list; or what is wrong with it. */
function confirmedIn(text: string): ConfirmedLaunches | string {
	const isText = !/^\s*[[{]/.test(text);
	const given = isText ? text.split(/[\s,]+/).filter((one) => one !== "") : listIn(text);
	if (given === undefined) return "is neither a list of texts nor text";
	const wrong = given.findIndex((one) => !fingerprint.test(one));
	if (wrong >= 0) return `has an entry that is no fingerprint (entry ${wrong + 1} of ${given.length})`;
	return { fingerprints: given, isText };
}

function listIn(text: string): readonly string[] | undefined {
	try {
		return z.array(z.string()).safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/** The keys of each account by its name, as they are given. */
export type Accounts = ReadonlyMap<string, ReadonlyMap<string, unknown>>;

const accountName = /^[a-z][\w-]{0,49}$/i;
const Entries = z.record(z.string(), z.unknown());

/** The accounts in a text, which is JSON where the configuration has an object; or what is wrong with it. */
function accountsIn(text: string): Accounts | string {
	const given = entriesIn(text);
	if (given === undefined) return "is not an object of accounts";
	const accounts = Object.entries(given);
	const found = new Map<string, ReadonlyMap<string, unknown>>();
	for (const [index, [name, one]] of accounts.entries()) {
		if (!accountName.test(name)) {
			return `has a name that is not a letter followed by at most 49 letters, digits, - or _ (entry ${index + 1} of ${accounts.length})`;
		}
		const keys = Entries.safeParse(one).data;
		if (keys === undefined) return `has an account, ${name}, that is not an object of keys`;
		found.set(name, new Map(Object.entries(keys)));
	}
	return found;
}

function entriesIn(text: string): z.output<typeof Entries> | undefined {
	try {
		return Entries.safeParse(JSON.parse(text)).data;
	} catch {
		return undefined;
	}
}

/** The keys of a stack's configuration, under `aiccs:`. Each value is text. */
export const Configuration = z.object({
	accessKeyId: z
		.string()
		.regex(printable, notPrintable)
		.meta({
			description:
				"Access key id. Credentials are taken as a whole from the first place that has any: `aiccs:` keys; `alicloud:` keys; `ALICLOUD_ACCESS_KEY`, `ALICLOUD_SECRET_KEY`, `ALICLOUD_SECURITY_TOKEN`, `ALICLOUD_PROFILE`; then the vendor's chain: `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, OIDC, profile of the `aliyun` command line, shared credentials file, role of the ECS instance, `ALIBABA_CLOUD_CREDENTIALS_URI`. The search ends at a place that is configured but does not work.",
		})
		.optional(),
	accessKeySecret: z
		.string()
		.regex(printable, notPrintable)
		.meta({ description: "Secret of the access key.", secret: true })
		.optional(),
	securityToken: z
		.string()
		.regex(printable, notPrintable)
		.meta({ description: "Security token of temporary credentials.", secret: true })
		.optional(),
	profile: z
		.string()
		.meta({
			description:
				"Profile to take credentials from: of the `aliyun` command line (`~/.aliyun/config.json`), or, where that has none of this name, of the shared credentials file (`~/.alibabacloud/credentials`).",
		})
		.optional(),
	region: z
		.string()
		.default("cn-hangzhou")
		.meta({ description: "Region of the account. The service has one host for all regions." }),
	endpoint: z
		.string()
		.default("aiccs.aliyuncs.com")
		.meta({ description: "Host of the service. Plain http is allowed to this machine only." }),
	offlinePreview: z
		.enum(["true", "false"], "is neither true nor false")
		.default("false")
		.meta({ description: "`true`: previews do not query the account, and report that in one line." }),
	retrySeconds: z.coerce
		.number("is not a number")
		.int("is not a whole number")
		.min(0, "is below 0")
		.max(86_400, "is above 86400, a day")
		.default(300)
		.meta({ description: "For how many seconds a throttled request is retried." }),
	listLagSeconds: z.coerce
		.number("is not a number")
		.min(0, "is below 0")
		.max(3600, "is above 3600, an hour")
		.default(10)
		.meta({
			description:
				"For how many seconds a number may be missing from the service's lists after its import. Before numbers are imported into a task that this run did not create, or again after a lost answer, the provider waits so long and reads the task again.",
		}),
	launchLimit: z.coerce
		.number("is not a number")
		.int("is not a whole number")
		.min(0, "is below 0")
		.max(10_000_000, "is above 10000000")
		.meta({
			description:
				"The most people whom an update imports into a task, or who wait in a task that it starts, without a confirmation: see docs/confirmed-launches.md. Unset, no launch needs one.",
		})
		.optional(),
	confirmedLaunches: z
		.string()
		.meta({
			description:
				"Fingerprints of the confirmed launches: a list, or text with blanks or commas between them. A preview prints the line that adds one.",
		})
		.transform((text, { issues }) => {
			const found = confirmedIn(text);
			if (typeof found !== "string") return found;
			issues.push({ code: "custom", message: found, input: text });
			return z.NEVER;
		})
		.optional(),
	requestTimeoutSeconds: z.coerce
		.number("is not a number")
		.min(0.1, "is below 0.1")
		.max(3600, "is above 3600, an hour")
		.meta({ description: "Seconds to wait for an answer, instead of each operation's own 20 to 60." })
		.optional(),
	accounts: z
		.string()
		.meta({
			description:
				"More accounts, each by a name that resources have as their property `account`: an object from names to objects of the keys above. An account has credentials of its own (`accessKeyId` and `accessKeySecret`, or `profile`); other keys that it lacks are those of the stack. See docs/accounts.md.",
		})
		.transform((text, { issues }) => {
			const found = accountsIn(text);
			if (typeof found !== "string") return found;
			issues.push({ code: "custom", message: found, input: text });
			return z.NEVER;
		})
		.optional(),
});
export type Configuration = z.output<typeof Configuration>;
export type ConfigurationKey = keyof Configuration;

/** The keys of one account: without those that concern all accounts of a stack. */
export const AccountConfiguration = Configuration.omit({ confirmedLaunches: true, accounts: true });
export const accountKeys = AccountConfiguration.keyof().options;

export type CredentialKey = "accessKeyId" | "accessKeySecret" | "securityToken" | "profile";
type CredentialNames = Readonly<Record<CredentialKey, string>>;

/** The keys that hold a secret. */
export function secretKeys(): ConfigurationKey[] {
	return Configuration.keyof().options.filter((key) => {
		const schema: z.ZodType = Configuration.shape[key];
		const described = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
		return z.globalRegistry.get(described)?.secret === true;
	});
}

/** What each key takes, to complete a sentence that begins with "Use". */
export const validValues: Readonly<Record<ConfigurationKey, string>> = {
	accessKeyId: "the id of an access key, as shown in the console",
	accessKeySecret: "the secret of the access key, as shown when the key was created",
	securityToken: "the security token that came with the temporary access key",
	profile: "the name of a profile",
	region: "a region such as cn-hangzhou",
	endpoint: "a host name, an https address, or plain http to this machine",
	offlinePreview: "true or false, in small letters",
	retrySeconds: "a whole number of seconds from 0 to 86400",
	listLagSeconds: "a number of seconds from 0 to 3600",
	launchLimit: "a whole number of people from 0 to 10000000",
	confirmedLaunches: "a list of the fingerprints that previews print",
	requestTimeoutSeconds: "a number of seconds from 0.1 to 3600",
	accounts: "an object of accounts, as pulumi config set --path 'aiccs:accounts.<name>.<key>' <value> makes it",
};

/** Whether a text has the form of a region. There is no list to check it against: the vendor published some and dropped them. */
export function isRegion(text: string): boolean {
	return /^[a-z]{2,}(-[a-z0-9]+)+$/.test(text);
}

export const unlikelyRegion =
	"aiccs:region (or alicloud:region) does not look like a region such as cn-hangzhou. Requests go to the same host for every region, so this changes nothing. Correct it, or remove it with: pulumi config rm aiccs:region";

/** Where credentials may be set, in order: this package's keys, pulumi-alicloud's keys, pulumi-alicloud's variables. */
export const credentialPlaces: readonly [CredentialNames, ...CredentialNames[]] = [
	{
		accessKeyId: "aiccs:accessKeyId",
		accessKeySecret: "aiccs:accessKeySecret",
		securityToken: "aiccs:securityToken",
		profile: "aiccs:profile",
	},
	{
		accessKeyId: "alicloud:accessKey",
		accessKeySecret: "alicloud:secretKey",
		securityToken: "alicloud:securityToken",
		profile: "alicloud:profile",
	},
	{
		accessKeyId: "ALICLOUD_ACCESS_KEY",
		accessKeySecret: "ALICLOUD_SECRET_KEY",
		securityToken: "ALICLOUD_SECURITY_TOKEN",
		profile: "ALICLOUD_PROFILE",
	},
];

/** Where the region is read when `aiccs:region` is unset. */
export const borrowedRegions: readonly string[] = ["alicloud:region", "ALICLOUD_REGION"];
