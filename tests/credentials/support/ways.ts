import type { Simulator } from "../../../simulator";
import { cloudSsoToken, type KeyOffice, metadataRole, oauthRefreshToken, oidcToken, roleArn, user } from "./key-office";
import { officeUrl } from "./network";

/** What a user has set up. */
export interface SetUp {
	/** Files of the home. */
	readonly files?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly configuration?: Readonly<Record<string, string>>;
}

export interface Means {
	readonly simulator: Pick<Simulator, "accessKeyId" | "accessKeySecret">;
	/** Of temporary keys. */
	readonly securityToken: string;
	readonly office: KeyOffice;
	readonly home: string;
}

/** One way of coming to credentials. */
export interface Way {
	readonly title: string;
	/** Whether the keys it comes to carry a security token. */
	readonly isTemporary: boolean;
	readonly setUp: (means: Means) => SetUp;
	/** The doors of the key office that a process asks, once for any number of tasks. */
	readonly doors?: readonly string[];
	/** Those that every further process asks, where the first one has left something behind. */
	readonly laterDoors?: readonly string[];
}

/** The command line's settings, with this profile as the current one. */
export function cliFile(profile: Readonly<Record<string, unknown>>, name = "default"): Record<string, string> {
	return { ".aliyun/config.json": JSON.stringify({ current: name, profiles: [{ name, ...profile }] }) };
}

export function sharedFile(lines: Readonly<Record<string, string>>, name = "default"): Record<string, string> {
	const text = Object.entries(lines).map(([key, value]) => `${key} = ${value}\n`);
	return { ".alibabacloud/credentials": `[${name}]\n${text.join("")}` };
}

export const assumedRole = {
	mode: "RamRoleArn",
	access_key_id: user.accessKeyId,
	access_key_secret: user.accessKeySecret,
	ram_role_arn: roleArn,
	ram_session_name: "tests",
	expired_seconds: 3600,
};

export const cloudSso = {
	mode: "CloudSSO",
	cloud_sso_sign_in_url: `${officeUrl}/start`,
	cloud_sso_account_id: "1234567890123456",
	cloud_sso_access_config: "ac-1",
	access_token: cloudSsoToken,
	cloud_sso_access_token_expire: 4_000_000_000,
};

export const oidcVariables = (home: string) => ({
	ALIBABA_CLOUD_ROLE_ARN: roleArn,
	ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1234567890123456:oidc-provider/cluster",
	ALIBABA_CLOUD_OIDC_TOKEN_FILE: `${home}/token`,
});

const key = ({ simulator }: Means) => ({
	access_key_id: simulator.accessKeyId,
	access_key_secret: simulator.accessKeySecret,
});
const role = "/latest/meta-data/ram/security-credentials/";

export const ways: readonly Way[] = [
	{
		title: "the stack's configuration",
		isTemporary: true,
		setUp: ({ simulator, securityToken }) => ({
			configuration: {
				"aiccs:accessKeyId": simulator.accessKeyId,
				"aiccs:accessKeySecret": simulator.accessKeySecret,
				"aiccs:securityToken": securityToken,
			},
		}),
	},
	{
		title: "pulumi-alicloud's configuration",
		isTemporary: true,
		setUp: ({ simulator, securityToken }) => ({
			configuration: {
				"alicloud:accessKey": simulator.accessKeyId,
				"alicloud:secretKey": simulator.accessKeySecret,
				"alicloud:securityToken": securityToken,
			},
		}),
	},
	{
		title: "pulumi-alicloud's variables",
		isTemporary: true,
		setUp: ({ simulator, securityToken }) => ({
			env: {
				ALICLOUD_ACCESS_KEY: simulator.accessKeyId,
				ALICLOUD_SECRET_KEY: simulator.accessKeySecret,
				ALICLOUD_SECURITY_TOKEN: securityToken,
			},
		}),
	},
	{
		title: "the environment, a long-lived key",
		isTemporary: false,
		setUp: ({ simulator }) => ({
			env: {
				ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
				ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			},
		}),
	},
	{
		title: "the environment, a temporary key",
		isTemporary: true,
		setUp: ({ simulator, securityToken }) => ({
			env: {
				ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
				ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
				ALIBABA_CLOUD_SECURITY_TOKEN: securityToken,
			},
		}),
	},
	{
		title: "OIDC",
		isTemporary: true,
		setUp: ({ home }) => ({ files: { token: oidcToken }, env: oidcVariables(home) }),
		doors: ["AssumeRoleWithOIDC"],
	},
	{
		title: "a profile of mode AK",
		isTemporary: false,
		setUp: (means) => ({ files: cliFile({ mode: "AK", ...key(means) }) }),
	},
	{
		title: "a profile of mode StsToken",
		isTemporary: true,
		setUp: (means) => ({ files: cliFile({ mode: "StsToken", ...key(means), sts_token: means.securityToken }) }),
	},
	{
		title: "a profile of mode RamRoleArn",
		isTemporary: true,
		setUp: () => ({ files: cliFile(assumedRole) }),
		doors: ["AssumeRole"],
	},
	{
		title: "a profile of mode RamRoleArn with an endpoint of its own",
		isTemporary: true,
		setUp: () => ({ files: cliFile({ ...assumedRole, sts_endpoint: "127.0.0.1" }) }),
		doors: ["AssumeRole"],
	},
	{
		title: "a profile of mode ChainableRamRoleArn",
		isTemporary: true,
		setUp: () => ({
			files: {
				".aliyun/config.json": JSON.stringify({
					current: "role",
					profiles: [
						{ ...assumedRole, name: "role", mode: "ChainableRamRoleArn", source_profile: "base" },
						{ ...assumedRole, name: "base", mode: "AK" },
					],
				}),
			},
		}),
		doors: ["AssumeRole"],
	},
	{
		title: "a profile of mode EcsRamRole",
		isTemporary: true,
		setUp: () => ({
			files: cliFile({ mode: "EcsRamRole", ram_role_name: metadataRole }),
			env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" },
		}),
		doors: ["PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "a profile of mode OIDC",
		isTemporary: true,
		setUp: ({ home }) => ({
			files: {
				token: oidcToken,
				...cliFile({
					mode: "OIDC",
					oidc_token_file: `${home}/token`,
					oidc_provider_arn: "acs:ram::1234567890123456:oidc-provider/cluster",
					ram_role_arn: roleArn,
					ram_session_name: "tests",
				}),
			},
		}),
		doors: ["AssumeRoleWithOIDC"],
	},
	{
		title: "a profile of mode External",
		isTemporary: true,
		setUp: (means) => ({
			files: {
				"answer.json": JSON.stringify({ mode: "StsToken", ...key(means), sts_token: means.securityToken }),
				...cliFile({ mode: "External", process_command: `cat ${means.home}/answer.json` }),
			},
		}),
	},
	{
		title: "a profile of mode CloudSSO",
		isTemporary: true,
		setUp: () => ({ files: cliFile(cloudSso) }),
		doors: ["POST /cloud-credentials"],
	},
	{
		title: "a profile of mode OAuth",
		isTemporary: true,
		setUp: () => ({
			files: cliFile({ mode: "OAuth", oauth_site_type: "CN", oauth_refresh_token: oauthRefreshToken }),
		}),
		doors: ["POST /v1/token", "POST /v1/exchange"],
		laterDoors: ["POST /v1/exchange"],
	},
	{
		title: "a profile named by aiccs:profile",
		isTemporary: false,
		setUp: (means) => ({
			files: cliFile({ mode: "AK", ...key(means) }, "calls"),
			configuration: { "aiccs:profile": "calls" },
		}),
	},
	{
		title: "a profile of the shared file named by aiccs:profile",
		isTemporary: false,
		setUp: (means) => ({
			files: {
				...cliFile({ mode: "AK", access_key_id: "of another", access_key_secret: "account" }),
				...sharedFile({ type: "access_key", ...key(means) }, "calls"),
			},
			configuration: { "aiccs:profile": "calls" },
		}),
	},
	{
		title: "a profile of the shared file named by alicloud:profile",
		isTemporary: false,
		setUp: (means) => ({
			files: sharedFile({ type: "access_key", ...key(means) }, "calls"),
			configuration: { "alicloud:profile": "calls" },
		}),
	},
	{
		title: "a profile named by ALICLOUD_PROFILE",
		isTemporary: false,
		setUp: (means) => ({
			files: cliFile({ mode: "AK", ...key(means) }, "calls"),
			env: { ALICLOUD_PROFILE: "calls" },
		}),
	},
	{
		title: "a profile named by ALIBABA_CLOUD_PROFILE",
		isTemporary: false,
		setUp: (means) => ({
			files: sharedFile({ type: "access_key", ...key(means) }, "calls"),
			env: { ALIBABA_CLOUD_PROFILE: "calls" },
		}),
	},
	{
		title: "the shared file, a key",
		isTemporary: false,
		setUp: (means) => ({ files: sharedFile({ type: "access_key", ...key(means) }) }),
	},
	{
		title: "the shared file, a role",
		isTemporary: true,
		setUp: () => ({
			files: sharedFile({
				type: "ram_role_arn",
				access_key_id: user.accessKeyId,
				access_key_secret: user.accessKeySecret,
				role_arn: roleArn,
				role_session_name: "tests",
			}),
		}),
		doors: ["AssumeRole"],
	},
	{
		title: "the role of an ECS instance",
		isTemporary: true,
		setUp: () => ({ env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" } }),
		doors: ["PUT /latest/api/token", `GET ${role}`, "PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "a role of an ECS instance that is named",
		isTemporary: true,
		setUp: () => ({ env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false", ALIBABA_CLOUD_ECS_METADATA: metadataRole } }),
		doors: ["PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "the credentials URI",
		isTemporary: true,
		setUp: () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } }),
		doors: ["GET /credentials"],
	},
];
