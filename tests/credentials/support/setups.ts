import type { Simulator } from "../../../simulator";
import { cloudSsoToken, type KeyServer, metadataRole, oauthRefreshToken, oidcToken, roleArn, user } from "./key-server";
import { keyServerUrl } from "./network";

/** What a user has configured. */
export interface UserSetup {
	/** Files in the home folder. */
	readonly files?: Readonly<Record<string, string>>;
	readonly env?: Readonly<Record<string, string>>;
	readonly configuration?: Readonly<Record<string, string>>;
}

/** What a setup may refer to. */
export interface SetupContext {
	readonly simulator: Pick<Simulator, "accessKeyId" | "accessKeySecret">;
	/** The token of temporary keys. */
	readonly securityToken: string;
	readonly keyServer: KeyServer;
	readonly home: string;
}

/** One way to supply credentials. */
export interface WorkingSetup {
	readonly title: string;
	/** Whether the keys have a security token. */
	readonly isTemporary: boolean;
	readonly setup: (context: SetupContext) => UserSetup;
	/** The endpoints of the key server that a process calls, once for any number of tasks. */
	readonly endpoints?: readonly string[];
	/** Those that later processes call, where the first one has stored something. */
	readonly laterEndpoints?: readonly string[];
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
	cloud_sso_sign_in_url: `${keyServerUrl}/start`,
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

const key = ({ simulator }: SetupContext) => ({
	access_key_id: simulator.accessKeyId,
	access_key_secret: simulator.accessKeySecret,
});
const role = "/latest/meta-data/ram/security-credentials/";

export const setups: readonly WorkingSetup[] = [
	{
		title: "the stack's configuration",
		isTemporary: true,
		setup: ({ simulator, securityToken }) => ({
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
		setup: ({ simulator, securityToken }) => ({
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
		setup: ({ simulator, securityToken }) => ({
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
		setup: ({ simulator }) => ({
			env: {
				ALIBABA_CLOUD_ACCESS_KEY_ID: simulator.accessKeyId,
				ALIBABA_CLOUD_ACCESS_KEY_SECRET: simulator.accessKeySecret,
			},
		}),
	},
	{
		title: "the environment, a temporary key",
		isTemporary: true,
		setup: ({ simulator, securityToken }) => ({
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
		setup: ({ home }) => ({ files: { token: oidcToken }, env: oidcVariables(home) }),
		endpoints: ["AssumeRoleWithOIDC"],
	},
	{
		title: "a profile of mode AK",
		isTemporary: false,
		setup: (context) => ({ files: cliFile({ mode: "AK", ...key(context) }) }),
	},
	{
		title: "a profile of mode StsToken",
		isTemporary: true,
		setup: (context) => ({ files: cliFile({ mode: "StsToken", ...key(context), sts_token: context.securityToken }) }),
	},
	{
		title: "a profile of mode RamRoleArn",
		isTemporary: true,
		setup: () => ({ files: cliFile(assumedRole) }),
		endpoints: ["AssumeRole"],
	},
	{
		title: "a profile of mode RamRoleArn with an endpoint of its own",
		isTemporary: true,
		setup: () => ({ files: cliFile({ ...assumedRole, sts_endpoint: "127.0.0.1" }) }),
		endpoints: ["AssumeRole"],
	},
	{
		title: "a profile of mode ChainableRamRoleArn",
		isTemporary: true,
		setup: () => ({
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
		endpoints: ["AssumeRole"],
	},
	{
		title: "a profile of mode EcsRamRole",
		isTemporary: true,
		setup: () => ({
			files: cliFile({ mode: "EcsRamRole", ram_role_name: metadataRole }),
			env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" },
		}),
		endpoints: ["PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "a profile of mode OIDC",
		isTemporary: true,
		setup: ({ home }) => ({
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
		endpoints: ["AssumeRoleWithOIDC"],
	},
	{
		title: "a profile of mode External",
		isTemporary: true,
		setup: (context) => ({
			files: {
				"answer.json": JSON.stringify({ mode: "StsToken", ...key(context), sts_token: context.securityToken }),
				...cliFile({ mode: "External", process_command: `cat ${context.home}/answer.json` }),
			},
		}),
	},
	{
		title: "a profile of mode CloudSSO",
		isTemporary: true,
		setup: () => ({ files: cliFile(cloudSso) }),
		endpoints: ["POST /cloud-credentials"],
	},
	{
		title: "a profile of mode OAuth",
		isTemporary: true,
		setup: () => ({
			files: cliFile({ mode: "OAuth", oauth_site_type: "CN", oauth_refresh_token: oauthRefreshToken }),
		}),
		endpoints: ["POST /v1/token", "POST /v1/exchange"],
		laterEndpoints: ["POST /v1/exchange"],
	},
	{
		title: "a profile named by aiccs:profile",
		isTemporary: false,
		setup: (context) => ({
			files: cliFile({ mode: "AK", ...key(context) }, "calls"),
			configuration: { "aiccs:profile": "calls" },
		}),
	},
	{
		title: "a profile of the shared file named by aiccs:profile",
		isTemporary: false,
		setup: (context) => ({
			files: {
				...cliFile({ mode: "AK", access_key_id: "of another", access_key_secret: "account" }),
				...sharedFile({ type: "access_key", ...key(context) }, "calls"),
			},
			configuration: { "aiccs:profile": "calls" },
		}),
	},
	{
		title: "a profile of the shared file named by alicloud:profile",
		isTemporary: false,
		setup: (context) => ({
			files: sharedFile({ type: "access_key", ...key(context) }, "calls"),
			configuration: { "alicloud:profile": "calls" },
		}),
	},
	{
		title: "a profile named by ALICLOUD_PROFILE",
		isTemporary: false,
		setup: (context) => ({
			files: cliFile({ mode: "AK", ...key(context) }, "calls"),
			env: { ALICLOUD_PROFILE: "calls" },
		}),
	},
	{
		title: "a profile named by ALIBABA_CLOUD_PROFILE",
		isTemporary: false,
		setup: (context) => ({
			files: sharedFile({ type: "access_key", ...key(context) }, "calls"),
			env: { ALIBABA_CLOUD_PROFILE: "calls" },
		}),
	},
	{
		title: "the shared file, a key",
		isTemporary: false,
		setup: (context) => ({ files: sharedFile({ type: "access_key", ...key(context) }) }),
	},
	{
		title: "the shared file, a role",
		isTemporary: true,
		setup: () => ({
			files: sharedFile({
				type: "ram_role_arn",
				access_key_id: user.accessKeyId,
				access_key_secret: user.accessKeySecret,
				role_arn: roleArn,
				role_session_name: "tests",
			}),
		}),
		endpoints: ["AssumeRole"],
	},
	{
		title: "the role of an ECS instance",
		isTemporary: true,
		setup: () => ({ env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" } }),
		endpoints: ["PUT /latest/api/token", `GET ${role}`, "PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "a role of an ECS instance that is named",
		isTemporary: true,
		setup: () => ({ env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false", ALIBABA_CLOUD_ECS_METADATA: metadataRole } }),
		endpoints: ["PUT /latest/api/token", `GET ${role}${metadataRole}`],
	},
	{
		title: "the credentials URI",
		isTemporary: true,
		setup: () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } }),
		endpoints: ["GET /credentials"],
	},
];
