import { type KeyServer, metadataRole, roleArn, user } from "./key-server";
import { keyServerUrl, type Network } from "./network";
import { assumedRole, cliFile, cloudSso, oidcVariables, type SetupContext, sharedFile, type UserSetup } from "./setups";

/** Put wherever a configuration or an answer may hold a secret. */
export const canary = "SecretCanaryValue";

/** A setup that is wrong, or fails because something else is. */
export interface BrokenSetup {
	readonly title: string;
	readonly setup: (context: SetupContext) => UserSetup;
	/** Breaks something outside the setup. */
	readonly disturb?: (keyServer: KeyServer, network: Network) => void;
	readonly reason: RegExp;
	readonly fix: RegExp;
}

const command = (text: string) => cliFile({ mode: "External", process_command: text });
const shell = (text: string) => command(`sh -c '${text}'`);
const oidc = ({ home }: SetupContext): UserSetup => ({ files: { token: canary }, env: oidcVariables(home) });
const uri = (path: string): UserSetup => ({
	env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl.replace("//", `//${canary}@`)}${path}?key=${canary}` },
});
const refusal = (code: string) =>
	JSON.stringify({ Code: code, Message: `${canary} is wrong`, AccessKeySecret: canary });
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };

export const brokenSetups: readonly BrokenSetup[] = [
	{
		title: "nothing is configured",
		setup: () => ({ env: metadata }),
		disturb: (_keyServer, network) => network.route("metadata", undefined),
		reason:
			/^No credentials were found\. Tried: the stack's configuration \(aiccs:accessKeyId, aiccs:accessKeySecret\), the environment \(ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET\) \(not set\), OIDC \(not set\), the profile of the aliyun command line \(\/\S+\/\.aliyun\/config\.json does not exist\), the shared credentials file \(\/\S+\/\.alibabacloud\/credentials does not exist\), the role of an ECS instance \(100\.100\.100\.200 (could not be reached \(\w+\)|did not answer in time)\), ALIBABA_CLOUD_CREDENTIALS_URI \(not set\)\. /,
		fix: /Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>$/,
	},
	{
		title: "every source is turned off",
		setup: () => ({ env: { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" } }),
		reason:
			/command line \(.*turned off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED\).*ECS instance \(turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED\)/,
		fix: /Set them with: pulumi config set aiccs:accessKeyId/,
	},
	{
		title: "the environment has half a key",
		setup: () => ({ env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: canary } }),
		reason: /ALIBABA_CLOUD_ACCESS_KEY_ID is not set, although ALIBABA_CLOUD_ACCESS_KEY_SECRET is/,
		fix: /Set ALIBABA_CLOUD_ACCESS_KEY_ID, or unset ALIBABA_CLOUD_ACCESS_KEY_SECRET\.$/,
	},
	{
		title: "pulumi-alicloud's configuration has half a key",
		setup: () => ({ configuration: { "alicloud:accessKey": "LTAIhalf" } }),
		reason: /^alicloud:secretKey is missing: an access key has an id and a secret\./,
		fix: /pulumi config set --secret alicloud:secretKey <value>$/,
	},
	{
		title: "pulumi-alicloud's variables have half a key",
		setup: () => ({ env: { ALICLOUD_SECRET_KEY: canary } }),
		reason: /^ALICLOUD_ACCESS_KEY is missing: an access key has an id and a secret\./,
		fix: /Set this variable too\.$/,
	},
	{
		title: "a security token has no key",
		setup: () => ({ configuration: { "aiccs:securityToken": canary } }),
		reason: /^aiccs:securityToken is set without its access key\./,
		fix: /Set aiccs:accessKeyId and aiccs:accessKeySecret too, or unset it\.$/,
	},
	{
		title: "OIDC lacks a variable",
		setup: (context) => {
			const { ALIBABA_CLOUD_ROLE_ARN, ...env } = oidcVariables(context.home);
			return { files: { token: canary }, env };
		},
		reason:
			/OIDC \(ALIBABA_CLOUD_ROLE_ARN is not set, although ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are\)/,
		fix: /Set ALIBABA_CLOUD_ROLE_ARN, or unset/,
	},
	{
		title: "the token file of OIDC does not exist",
		setup: ({ home }) => ({ env: oidcVariables(home) }),
		reason: /OIDC \(\/\S+\/token does not exist\)\. The search stops at a source that is configured/,
		fix: /Check the path\.$/,
	},
	{
		title: "STS refuses the token of OIDC",
		setup: oidc,
		reason: /OIDC \(sts\.aliyuncs\.com refused \(HTTP 400, AuthenticationFail\.OIDCToken\.Invalid\)\)/,
		fix: /Check the role and its trust policy\.$/,
	},
	{
		title: "STS cannot be reached",
		setup: oidc,
		disturb: (_keyServer, network) => network.route("secure", undefined),
		reason: /OIDC \(sts\.aliyuncs\.com could not be reached/,
		fix: /Check the network and the proxy settings\.$/,
	},
	{
		title: "STS is out of order",
		setup: oidc,
		disturb: (keyServer) => keyServer.answerWith({ status: 503, body: `<html>${canary}</html>` }),
		reason: /OIDC \(sts\.aliyuncs\.com refused \(HTTP 503\)\)/,
		fix: /Run again later\.$/,
	},
	{
		title: "STS answers with a page",
		setup: oidc,
		disturb: (keyServer) => keyServer.answerWith({ status: 200, body: `<html>${canary}</html>` }),
		reason: /OIDC \(the answer is not JSON\)/,
		fix: /Check the address\.$/,
	},
	{
		title: "STS answers without keys",
		setup: oidc,
		disturb: (keyServer) =>
			keyServer.answerWith({ status: 200, body: JSON.stringify({ Credentials: { SecurityToken: canary } }) }),
		reason: /OIDC \(the answer holds no credentials\)/,
		fix: /Check the address and the role\.$/,
	},
	{
		title: "the clock is wrong",
		setup: oidc,
		disturb: (keyServer) => keyServer.answerWith({ status: 400, body: refusal("InvalidTimeStamp.Expired") }),
		reason: /refused \(HTTP 400, InvalidTimeStamp\.Expired\)/,
		fix: /Check this machine's clock\.$/,
	},
	{
		title: "a refusal has a secret instead of a code",
		setup: oidc,
		disturb: (keyServer) => keyServer.answerWith({ status: 400, body: JSON.stringify({ Code: `no key ${canary}` }) }),
		reason: /refused \(HTTP 400\)/,
		fix: /Check the role, the address and the account\.$/,
	},
	{
		title: "the command line's file is not JSON",
		setup: () => ({ files: { ".aliyun/config.json": `{"profiles": [{"access_key_secret": "${canary}",}]}` } }),
		reason: /command line \(\/\S+\/\.aliyun\/config\.json: the file is not JSON\)/,
		fix: /Repair it, or write it again with: aliyun configure$/,
	},
	{
		title: "the command line's file is a folder",
		setup: () => ({ files: { ".aliyun/config.json/file": canary } }),
		reason: /\.aliyun\/config\.json: the file cannot be read\)/,
		fix: /Check its permissions\.$/,
	},
	{
		title: "the profile named by aiccs:profile is in neither file",
		setup: () => ({
			files: cliFile({ mode: "AK", access_key_id: "LTAI", access_key_secret: canary }),
			configuration: { "aiccs:profile": "calls" },
		}),
		reason:
			/^No credentials were found\. Tried: the profile named by aiccs:profile\. Reasons: profile "calls" of \/\S+\/\.aliyun\/config\.json: the file has no such profile; \/\S+\/\.alibabacloud\/credentials does not exist\./,
		fix: /create this one with: aliyun configure --profile calls$/,
	},
	{
		title: "the profile named by ALICLOUD_PROFILE does not exist",
		setup: () => ({ env: { ALICLOUD_PROFILE: "calls" } }),
		reason:
			/^No credentials were found\. Tried: the profile named by ALICLOUD_PROFILE\. Reasons: \/\S+ does not exist; \/\S+ does not exist\./,
		fix: /create this one with: aliyun configure --profile calls$/,
	},
	{
		title: "the profile named by ALIBABA_CLOUD_PROFILE does not exist, and the instance has a role",
		setup: () => ({ env: { ...metadata, ALIBABA_CLOUD_PROFILE: "calls" }, files: sharedFile({ type: "access_key" }) }),
		reason:
			/the shared credentials file \(profile "calls" of \/\S+: the file has no such profile, or it has no type\)\. /,
		fix: /Name a profile that exists, or create this one with: aliyun configure$/,
	},
	{
		title: "the mode of the profile is not supported",
		setup: () => ({ files: cliFile({ mode: "RsaKeyPair", private_key: canary }, "calls") }),
		reason: /command line \(profile "calls" of \/\S+: mode "RsaKeyPair" is not supported\)/,
		fix: /Use a profile of mode AK, StsToken, .+ or External\.$/,
	},
	{
		title: "the mode of the profile may be a secret",
		setup: () => ({ files: cliFile({ mode: `AK ${canary}` }, "calls") }),
		reason: /mode of this profile is not supported/,
		fix: /Use a profile of mode/,
	},
	{
		title: "a profile has a key without a secret",
		setup: () => ({ files: cliFile({ mode: "AK", access_key_id: canary }) }),
		reason: /profile "default" of \/\S+: it has no access key secret/,
		fix: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "a profile of mode StsToken has no token",
		setup: () => ({ files: cliFile({ mode: "StsToken", access_key_id: "LTAI", access_key_secret: canary }) }),
		reason: /it has no security token/,
		fix: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "the key behind a role has a wrong secret",
		setup: () => ({ files: cliFile({ ...assumedRole, access_key_secret: canary }) }),
		reason: /profile "default" of \/\S+: sts\.aliyuncs\.com refused \(HTTP 400, SignatureDoesNotMatch\)/,
		fix: /Check the access key that assumes the role\.$/,
	},
	{
		title: "the role does not exist",
		setup: () => ({ files: cliFile({ ...assumedRole, ram_role_arn: `${roleArn}s` }) }),
		reason: /refused \(HTTP 404, EntityNotExist\.Role\)/,
		fix: /Check the role and its trust policy\.$/,
	},
	{
		title: "a profile of mode RamRoleArn names no role",
		setup: () => ({ files: cliFile({ ...assumedRole, access_key_secret: canary, ram_role_arn: "" }) }),
		reason: /it names no role \(ARN\)/,
		fix: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "the session is too short",
		setup: () => ({ files: cliFile({ ...assumedRole, expired_seconds: 60 }) }),
		reason: /its session duration is below 900 seconds/,
		fix: /Use 900 to 43200 seconds\.$/,
	},
	{
		title: "the source profile is missing",
		setup: () => ({ files: cliFile({ ...assumedRole, mode: "ChainableRamRoleArn", source_profile: "base" }, "role") }),
		reason: /profile "role" of \/\S+: the file does not have its source_profile/,
		fix: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "the login of CloudSSO has expired",
		setup: () => ({ files: cliFile({ ...cloudSso, access_token: canary, cloud_sso_access_token_expire: 1 }, "sso") }),
		reason: /profile "sso" of \/\S+: the CloudSSO login has expired/,
		fix: /Log in again with: aliyun configure --mode CloudSSO$/,
	},
	{
		title: "CloudSSO refuses the login",
		setup: () => ({ files: cliFile({ ...cloudSso, access_token: canary }, "sso") }),
		reason: /127\.0\.0\.1:8080 refused \(HTTP 401, InvalidAccessToken\)/,
		fix: /Log in again, or get a new token\.$/,
	},
	{
		title: "the sign-in address of CloudSSO is not a URL",
		setup: () => ({ files: cliFile({ ...cloudSso, cloud_sso_sign_in_url: canary }, "sso") }),
		reason: /its address is not a URL/,
		fix: /Check the address\.$/,
	},
	{
		title: "OAuth refuses the refresh token",
		setup: () => ({ files: cliFile({ mode: "OAuth", oauth_site_type: "CN", oauth_refresh_token: canary }) }),
		reason: /oauth\.aliyun\.com refused \(HTTP 400, invalid_grant\)/,
		fix: /Log in again, or get a new token\.$/,
	},
	{
		title: "the external command does not exist",
		setup: () => ({ files: command(`/nowhere/${canary} --secret ${canary}`) }),
		reason: /profile "default" of \/\S+: the external command was not found/,
		fix: /Run the profile's process_command in a shell to see why\.$/,
	},
	{
		title: "the external command fails",
		setup: () => ({ files: shell(`echo ${canary} >&2; exit 3`) }),
		reason: /the external command failed/,
		fix: /in a shell to see why\.$/,
	},
	{
		title: "the output of the external command is not JSON",
		setup: () => ({ files: shell(`echo ${canary}`) }),
		reason: /the output of the external command is not JSON/,
		fix: /in a shell to see why\.$/,
	},
	{
		title: "the output of the external command is half a key",
		setup: () => ({ files: shell(`echo "{\\"access_key_secret\\": \\"${canary}\\"}"`) }),
		reason: /the output of the external command lacks a part of the key/,
		fix: /in a shell to see why\.$/,
	},
	{
		title: "the type of a shared profile is not supported",
		setup: () => ({ files: sharedFile({ type: "rsa_key_pair", private_key_file: canary }) }),
		reason: /the shared credentials file \(profile "default" of \/\S+: its type is not supported\)/,
		fix: /Use a profile of type access_key, ecs_ram_role or ram_role_arn/,
	},
	{
		title: "the file of ALIBABA_CLOUD_CREDENTIALS_FILE does not exist, and the instance has a role",
		setup: () => ({ env: { ...metadata, ALIBABA_CLOUD_CREDENTIALS_FILE: "/nowhere/credentials" } }),
		reason: /the shared credentials file \(\/nowhere\/credentials does not exist\)\. /,
		fix: /Check the path\.$/,
	},
	{
		title: "the instance does not have the named role",
		setup: () => ({ env: { ...metadata, ALIBABA_CLOUD_ECS_METADATA: `${metadataRole}-2` } }),
		reason: /the role of an ECS instance \(100\.100\.100\.200 refused \(HTTP 404\)\)/,
		fix: /Check the role, the address and the account\.$/,
	},
	{
		title: "a profile of mode EcsRamRole is used outside ECS",
		setup: () => ({ files: cliFile({ mode: "EcsRamRole", ram_role_name: metadataRole }), env: metadata }),
		disturb: (_keyServer, network) => network.route("metadata", undefined),
		reason: /profile "default" of \/\S+: 100\.100\.100\.200 (could not be reached|did not answer)/,
		fix: /Check the network and the proxy settings\.$/,
	},
	{
		title: "the credentials URI does not exist",
		setup: () => uri("/elsewhere"),
		reason: /ALIBABA_CLOUD_CREDENTIALS_URI \(127\.0\.0\.1:8080 refused \(HTTP 404\)\)/,
		fix: /Check the role, the address and the account\.$/,
	},
	{
		title: "nothing answers at the credentials URI",
		setup: () => uri("/credentials"),
		disturb: (_keyServer, network) => network.route("keys", undefined),
		reason: /ALIBABA_CLOUD_CREDENTIALS_URI \(127\.0\.0\.1:8080 could not be reached/,
		fix: /Check the network and the proxy settings\.$/,
	},
	{
		title: "the credentials URI answers with a page",
		setup: () => uri("/credentials"),
		disturb: (keyServer) => keyServer.answerWith({ status: 200, body: canary }),
		reason: /ALIBABA_CLOUD_CREDENTIALS_URI \(the answer is not JSON\)/,
		fix: /Check the address\.$/,
	},
	{
		title: "the credentials URI answers with half a key",
		setup: () => uri("/credentials"),
		disturb: (keyServer) => keyServer.answerWith({ status: 200, body: JSON.stringify({ AccessKeySecret: canary }) }),
		reason: /ALIBABA_CLOUD_CREDENTIALS_URI \(the answer holds no credentials\)/,
		fix: /Check the address and the role\.$/,
	},
	...["soon", undefined].map((Expiration) => ({
		title: `the credentials URI returns ${Expiration === undefined ? "no" : "an invalid"} Expiration`,
		setup: () => uri("/credentials"),
		disturb: (keyServer: KeyServer) => {
			const key = { AccessKeyId: canary, AccessKeySecret: canary, SecurityToken: canary };
			keyServer.answerWith({ status: 200, body: JSON.stringify({ ...key, Expiration }) });
		},
		reason: /the answer's Expiration is not a time such as 2027-03-01T09:00:00Z/,
		fix: /Check the address\.$/,
	})),
	{
		title: "the credentials URI is not a URL",
		setup: () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: canary } }),
		reason: /ALIBABA_CLOUD_CREDENTIALS_URI \(its address is not a URL\)/,
		fix: /Check the address\.$/,
	},
	{
		title: "the user's own key is unknown",
		setup: () => ({ files: cliFile({ ...assumedRole, access_key_id: `${user.accessKeyId}2` }) }),
		reason: /refused \(HTTP 404, InvalidAccessKeyId\.NotFound\)/,
		fix: /Check the access key that assumes the role\.$/,
	},
];
