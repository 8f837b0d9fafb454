import { z } from "zod";

/** Regions in the vendor's list of endpoints. All of them have the same one. */
const regions =
	/^(cn-(beijing|chengdu|hangzhou|hongkong|huhehaote|qingdao|shanghai|shenzhen|wulanchabu|zhangjiakou|north-2-gov-1)|cn-[a-z]+-finance(-1)?|ap-northeast-1|ap-southeast-[135]|us-(west|east)-1|eu-(west|central)-1|me-east-1)$/;

/** The keys of a stack's configuration, under `aiccs:`; each comes as text. */
export const Configuration = z.object({
	accessKeyId: z
		.string()
		.min(1)
		.meta({
			description:
				"Access key id. Credentials are taken as a whole from the first place that has any: `aiccs:` keys; `alicloud:` keys; `ALICLOUD_ACCESS_KEY`, `ALICLOUD_SECRET_KEY`, `ALICLOUD_SECURITY_TOKEN`, `ALICLOUD_PROFILE`; then the vendor's chain: `ALIBABA_CLOUD_ACCESS_KEY_ID` and `ALIBABA_CLOUD_ACCESS_KEY_SECRET`, OIDC, profile of the `aliyun` command line, shared credentials file, role of the ECS instance, `ALIBABA_CLOUD_CREDENTIALS_URI`. A place that is set up and does not work ends the search.",
		})
		.optional(),
	accessKeySecret: z.string().min(1).meta({ description: "Secret of the access key.", secret: true }).optional(),
	securityToken: z
		.string()
		.min(1)
		.meta({ description: "Security token of temporary credentials.", secret: true })
		.optional(),
	profile: z
		.string()
		.min(1)
		.meta({
			description:
				"Profile to take credentials from: of the `aliyun` command line (`~/.aliyun/config.json`), or, where that has none of this name, of the shared credentials file (`~/.alibabacloud/credentials`).",
		})
		.optional(),
	region: z
		.string()
		.regex(
			regions,
			"it is no region of the vendor's list. It does not change where requests go: unset it when in doubt",
		)
		.default("cn-hangzhou")
		.meta({ description: "Region of the account. The service has one host for all regions." }),
	endpoint: z
		.string()
		.min(1)
		.default("aiccs.aliyuncs.com")
		.meta({ description: "Host of the service. Plain http is spoken to this very machine only." }),
	offlinePreview: z
		.enum(["true", "false"])
		.default("false")
		.meta({ description: "`true`: previews ask nothing of the account, and say so in one line." }),
	retrySeconds: z.coerce
		.number("it is no number")
		.int()
		.min(0)
		.max(86_400)
		.default(300)
		.meta({ description: "Seconds for which a throttled request is sent again." }),
	requestTimeoutSeconds: z.coerce
		.number("it is no number")
		.min(0.1)
		.max(3600)
		.meta({ description: "Seconds to wait for an answer, in place of each operation's own 20 to 60." })
		.optional(),
});
export type Configuration = z.output<typeof Configuration>;

export type CredentialKey = "accessKeyId" | "accessKeySecret" | "securityToken" | "profile";
type CredentialNames = Readonly<Record<CredentialKey, string>>;

/** Places of credentials, in order: this package's keys, pulumi-alicloud's keys, and pulumi-alicloud's variables. */
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

/** Where the region is read if `aiccs:region` is unset. */
export const borrowedRegions: readonly string[] = ["alicloud:region", "ALICLOUD_REGION"];
