import { z } from "zod";

/** Regions in the vendor's list of endpoints. All of them have the same one. */
const regions =
	/^(cn-(beijing|chengdu|hangzhou|hongkong|huhehaote|qingdao|shanghai|shenzhen|wulanchabu|zhangjiakou|north-2-gov-1)|cn-[a-z]+-finance(-1)?|ap-northeast-1|ap-southeast-[135]|us-(west|east)-1|eu-(west|central)-1|me-east-1)$/;

/** The keys of a stack's configuration, under `aiccs:`; each comes as text. */
export const Configuration = z.object({
	accessKeyId: z
		.string()
		.min(1)
		.meta({ description: "Access key id. Without it, the default chain of the vendor's credentials library is asked." })
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
			description: "Profile of the `aliyun` command line, or of the shared credentials file, to take credentials from.",
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
export type ConfigurationKey = keyof Configuration;

/** Keys of pulumi-alicloud's configuration that are read where ours are not set. */
export const borrowedKeys: Readonly<Partial<Record<ConfigurationKey, string>>> = {
	region: "alicloud:region",
	accessKeyId: "alicloud:accessKey",
	accessKeySecret: "alicloud:secretKey",
	securityToken: "alicloud:securityToken",
	profile: "alicloud:profile",
};

/** Credentials come from one place as a whole: an own key is never paired with a borrowed secret. */
export const credentialKeys: readonly ConfigurationKey[] = [
	"accessKeyId",
	"accessKeySecret",
	"securityToken",
	"profile",
];
