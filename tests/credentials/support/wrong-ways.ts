import { type KeyOffice, metadataRole, roleArn, user } from "./key-office";
import { type Network, officeUrl } from "./network";
import { assumedRole, cliFile, cloudSso, type Means, oidcVariables, type SetUp, sharedFile } from "./ways";

/** In every place of a set-up or an answer where a secret may be. */
export const canary = "GeheimerKanarienvogel";

/** What a user has set up wrongly, or what is wrong elsewhere. */
export interface WrongWay {
	readonly title: string;
	readonly setUp: (means: Means) => SetUp;
	/** What goes wrong outside of the set-up. */
	readonly befall?: (office: KeyOffice, network: Network) => void;
	readonly says: RegExp;
	readonly advises: RegExp;
}

const command = (text: string) => cliFile({ mode: "External", process_command: text });
const shell = (text: string) => command(`sh -c '${text}'`);
const oidc = ({ home }: Means): SetUp => ({ files: { token: canary }, env: oidcVariables(home) });
const uri = (path: string): SetUp => ({
	env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl.replace("//", `//${canary}@`)}${path}?key=${canary}` },
});
const refusal = (code: string) =>
	JSON.stringify({ Code: code, Message: `${canary} is wrong`, AccessKeySecret: canary });
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };

export const wrongWays: readonly WrongWay[] = [
	{
		title: "nothing is set up",
		setUp: () => ({ env: metadata }),
		befall: (_office, network) => network.lead("metadata", undefined),
		says: /^No credentials were found\. Tried: the stack's configuration \(aiccs:accessKeyId, aiccs:accessKeySecret\), the environment \(ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET\) \(not set\), OIDC \(not set\), the profile of the aliyun command line \(\/\S+\/\.aliyun\/config\.json does not exist\), the shared credentials file \(\/\S+\/\.alibabacloud\/credentials does not exist\), the role of an ECS instance \(100\.100\.100\.200 (could not be reached \(\w+\)|did not answer in time)\), ALIBABA_CLOUD_CREDENTIALS_URI \(not set\)\. /,
		advises:
			/Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>$/,
	},
	{
		title: "every place is turned off",
		setUp: () => ({ env: { ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "true" } }),
		says: /command line \(.*turned off by ALIBABA_CLOUD_CLI_PROFILE_DISABLED\).*ECS instance \(turned off by ALIBABA_CLOUD_ECS_METADATA_DISABLED\)/,
		advises: /Set them with: pulumi config set aiccs:accessKeyId/,
	},
	{
		title: "the environment has half a key",
		setUp: () => ({ env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: canary } }),
		says: /ALIBABA_CLOUD_ACCESS_KEY_ID is not set, although ALIBABA_CLOUD_ACCESS_KEY_SECRET is/,
		advises: /Set ALIBABA_CLOUD_ACCESS_KEY_ID, or unset ALIBABA_CLOUD_ACCESS_KEY_SECRET\.$/,
	},
	{
		title: "pulumi-alicloud's configuration has half a key",
		setUp: () => ({ configuration: { "alicloud:accessKey": "LTAIhalf" } }),
		says: /^alicloud:secretKey is missing: an access key has an id and a secret\./,
		advises: /pulumi config set --secret alicloud:secretKey <value>$/,
	},
	{
		title: "pulumi-alicloud's variables have half a key",
		setUp: () => ({ env: { ALICLOUD_SECRET_KEY: canary } }),
		says: /^ALICLOUD_ACCESS_KEY is missing: an access key has an id and a secret\./,
		advises: /Set this variable too\.$/,
	},
	{
		title: "a security token has no key",
		setUp: () => ({ configuration: { "aiccs:securityToken": canary } }),
		says: /^aiccs:securityToken is set without its access key\./,
		advises: /Set aiccs:accessKeyId and aiccs:accessKeySecret too, or unset it\.$/,
	},
	{
		title: "OIDC lacks a variable",
		setUp: (means) => {
			const { ALIBABA_CLOUD_ROLE_ARN, ...env } = oidcVariables(means.home);
			return { files: { token: canary }, env };
		},
		says: /OIDC \(ALIBABA_CLOUD_ROLE_ARN is not set, although ALIBABA_CLOUD_OIDC_PROVIDER_ARN and ALIBABA_CLOUD_OIDC_TOKEN_FILE are\)/,
		advises: /Set ALIBABA_CLOUD_ROLE_ARN, or unset/,
	},
	{
		title: "the token file of OIDC does not exist",
		setUp: ({ home }) => ({ env: oidcVariables(home) }),
		says: /OIDC \(\/\S+\/token does not exist\)\. The search stops at a source that is configured/,
		advises: /Check the path\.$/,
	},
	{
		title: "STS refuses the token of OIDC",
		setUp: oidc,
		says: /OIDC \(sts\.aliyuncs\.com refused \(HTTP 400, AuthenticationFail\.OIDCToken\.Invalid\)\)/,
		advises: /Check the role and its trust policy\.$/,
	},
	{
		title: "STS cannot be reached",
		setUp: oidc,
		befall: (_office, network) => network.lead("secure", undefined),
		says: /OIDC \(sts\.aliyuncs\.com could not be reached/,
		advises: /Check the network and the proxy settings\.$/,
	},
	{
		title: "STS fails by itself",
		setUp: oidc,
		befall: (office) => office.answerWith({ status: 503, body: `<html>${canary}</html>` }),
		says: /OIDC \(sts\.aliyuncs\.com refused \(HTTP 503\)\)/,
		advises: /Run again later\.$/,
	},
	{
		title: "STS answers with a page",
		setUp: oidc,
		befall: (office) => office.answerWith({ status: 200, body: `<html>${canary}</html>` }),
		says: /OIDC \(the answer is not JSON\)/,
		advises: /Check the address\.$/,
	},
	{
		title: "STS answers without keys",
		setUp: oidc,
		befall: (office) =>
			office.answerWith({ status: 200, body: JSON.stringify({ Credentials: { SecurityToken: canary } }) }),
		says: /OIDC \(the answer holds no credentials\)/,
		advises: /Check the address and the role\.$/,
	},
	{
		title: "the clock is wrong",
		setUp: oidc,
		befall: (office) => office.answerWith({ status: 400, body: refusal("InvalidTimeStamp.Expired") }),
		says: /refused \(HTTP 400, InvalidTimeStamp\.Expired\)/,
		advises: /Check this machine's clock\.$/,
	},
	{
		title: "what refuses puts a secret where its code belongs",
		setUp: oidc,
		befall: (office) => office.answerWith({ status: 400, body: JSON.stringify({ Code: `no key ${canary}` }) }),
		says: /refused \(HTTP 400\)/,
		advises: /Check the role, the address and the account\.$/,
	},
	{
		title: "the command line's file is not JSON",
		setUp: () => ({ files: { ".aliyun/config.json": `{"profiles": [{"access_key_secret": "${canary}",}]}` } }),
		says: /command line \(\/\S+\/\.aliyun\/config\.json: the file is not JSON\)/,
		advises: /Repair it, or write it again with: aliyun configure$/,
	},
	{
		title: "the command line's file is a folder",
		setUp: () => ({ files: { ".aliyun/config.json/file": canary } }),
		says: /\.aliyun\/config\.json: the file cannot be read\)/,
		advises: /Check its permissions\.$/,
	},
	{
		title: "the profile named by aiccs:profile is in neither file",
		setUp: () => ({
			files: cliFile({ mode: "AK", access_key_id: "LTAI", access_key_secret: canary }),
			configuration: { "aiccs:profile": "calls" },
		}),
		says: /^No credentials were found\. Tried: the profile named by aiccs:profile\. Reasons: profile "calls" of \/\S+\/\.aliyun\/config\.json: the file has no such profile; \/\S+\/\.alibabacloud\/credentials does not exist\./,
		advises: /create this one with: aliyun configure --profile calls$/,
	},
	{
		title: "the profile named by ALICLOUD_PROFILE is nowhere",
		setUp: () => ({ env: { ALICLOUD_PROFILE: "calls" } }),
		says: /^No credentials were found\. Tried: the profile named by ALICLOUD_PROFILE\. Reasons: \/\S+ does not exist; \/\S+ does not exist\./,
		advises: /create this one with: aliyun configure --profile calls$/,
	},
	{
		title: "the profile named by ALIBABA_CLOUD_PROFILE is nowhere, and the instance has a role",
		setUp: () => ({ env: { ...metadata, ALIBABA_CLOUD_PROFILE: "calls" }, files: sharedFile({ type: "access_key" }) }),
		says: /the shared credentials file \(profile "calls" of \/\S+: the file has no such profile, or it has no type\)\. /,
		advises: /Name a profile that exists, or create this one with: aliyun configure$/,
	},
	{
		title: "the mode of the profile is not supported",
		setUp: () => ({ files: cliFile({ mode: "RsaKeyPair", private_key: canary }, "calls") }),
		says: /command line \(profile "calls" of \/\S+: mode "RsaKeyPair" is not supported\)/,
		advises: /Use a profile of mode AK, StsToken, .+ or External\.$/,
	},
	{
		title: "the mode of the profile holds something else",
		setUp: () => ({ files: cliFile({ mode: `AK ${canary}` }, "calls") }),
		says: /mode of this profile is not supported/,
		advises: /Use a profile of mode/,
	},
	{
		title: "a profile has a key without a secret",
		setUp: () => ({ files: cliFile({ mode: "AK", access_key_id: canary }) }),
		says: /profile "default" of \/\S+: it has no access key secret/,
		advises: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "a profile of mode StsToken has no token",
		setUp: () => ({ files: cliFile({ mode: "StsToken", access_key_id: "LTAI", access_key_secret: canary }) }),
		says: /it has no security token/,
		advises: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "the key behind a role has a wrong secret",
		setUp: () => ({ files: cliFile({ ...assumedRole, access_key_secret: canary }) }),
		says: /profile "default" of \/\S+: sts\.aliyuncs\.com refused \(HTTP 400, SignatureDoesNotMatch\)/,
		advises: /Check the access key that assumes the role\.$/,
	},
	{
		title: "the role does not exist",
		setUp: () => ({ files: cliFile({ ...assumedRole, ram_role_arn: `${roleArn}s` }) }),
		says: /refused \(HTTP 404, EntityNotExist\.Role\)/,
		advises: /Check the role and its trust policy\.$/,
	},
	{
		title: "a profile of mode RamRoleArn names no role",
		setUp: () => ({ files: cliFile({ ...assumedRole, access_key_secret: canary, ram_role_arn: "" }) }),
		says: /it names no role \(ARN\)/,
		advises: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "a session is to be too short",
		setUp: () => ({ files: cliFile({ ...assumedRole, expired_seconds: 60 }) }),
		says: /its session duration is below 900 seconds/,
		advises: /Use 900 to 43200 seconds\.$/,
	},
	{
		title: "the profile that another one builds upon is missing",
		setUp: () => ({ files: cliFile({ ...assumedRole, mode: "ChainableRamRoleArn", source_profile: "base" }, "role") }),
		says: /profile "role" of \/\S+: the file does not have its source_profile/,
		advises: /Write the profile again with: aliyun configure$/,
	},
	{
		title: "the login of CloudSSO has expired",
		setUp: () => ({ files: cliFile({ ...cloudSso, access_token: canary, cloud_sso_access_token_expire: 1 }, "sso") }),
		says: /profile "sso" of \/\S+: the CloudSSO login has expired/,
		advises: /Log in again with: aliyun configure --mode CloudSSO$/,
	},
	{
		title: "CloudSSO refuses the login",
		setUp: () => ({ files: cliFile({ ...cloudSso, access_token: canary }, "sso") }),
		says: /127\.0\.0\.1:8080 refused \(HTTP 401, InvalidAccessToken\)/,
		advises: /Log in again, or get a new token\.$/,
	},
	{
		title: "the sign-in address of CloudSSO is no address",
		setUp: () => ({ files: cliFile({ ...cloudSso, cloud_sso_sign_in_url: canary }, "sso") }),
		says: /its address is not a URL/,
		advises: /Check the address\.$/,
	},
	{
		title: "OAuth refuses the refresh token",
		setUp: () => ({ files: cliFile({ mode: "OAuth", oauth_site_type: "CN", oauth_refresh_token: canary }) }),
		says: /oauth\.aliyun\.com refused \(HTTP 400, invalid_grant\)/,
		advises: /Log in again, or get a new token\.$/,
	},
	{
		title: "the external command does not exist",
		setUp: () => ({ files: command(`/nowhere/${canary} --secret ${canary}`) }),
		says: /profile "default" of \/\S+: the external command was not found/,
		advises: /Run the profile's process_command in a shell to see why\.$/,
	},
	{
		title: "the external command fails",
		setUp: () => ({ files: shell(`echo ${canary} >&2; exit 3`) }),
		says: /the external command failed/,
		advises: /in a shell to see why\.$/,
	},
	{
		title: "the external command prints no JSON",
		setUp: () => ({ files: shell(`echo ${canary}`) }),
		says: /the output of the external command is not JSON/,
		advises: /in a shell to see why\.$/,
	},
	{
		title: "the external command prints half a key",
		setUp: () => ({ files: shell(`echo "{\\"access_key_secret\\": \\"${canary}\\"}"`) }),
		says: /the output of the external command lacks a part of the key/,
		advises: /in a shell to see why\.$/,
	},
	{
		title: "the type of a shared profile is not supported",
		setUp: () => ({ files: sharedFile({ type: "rsa_key_pair", private_key_file: canary }) }),
		says: /the shared credentials file \(profile "default" of \/\S+: its type is not supported\)/,
		advises: /Use a profile of type access_key, ecs_ram_role or ram_role_arn/,
	},
	{
		title: "the file of ALIBABA_CLOUD_CREDENTIALS_FILE does not exist, and the instance has a role",
		setUp: () => ({ env: { ...metadata, ALIBABA_CLOUD_CREDENTIALS_FILE: "/nowhere/credentials" } }),
		says: /the shared credentials file \(\/nowhere\/credentials does not exist\)\. /,
		advises: /Check the path\.$/,
	},
	{
		title: "the instance has no role of the name",
		setUp: () => ({ env: { ...metadata, ALIBABA_CLOUD_ECS_METADATA: `${metadataRole}-2` } }),
		says: /the role of an ECS instance \(100\.100\.100\.200 refused \(HTTP 404\)\)/,
		advises: /Check the role, the address and the account\.$/,
	},
	{
		title: "a profile of mode EcsRamRole is used elsewhere",
		setUp: () => ({ files: cliFile({ mode: "EcsRamRole", ram_role_name: metadataRole }), env: metadata }),
		befall: (_office, network) => network.lead("metadata", undefined),
		says: /profile "default" of \/\S+: 100\.100\.100\.200 (could not be reached|did not answer)/,
		advises: /Check the network and the proxy settings\.$/,
	},
	{
		title: "nothing is at the credentials URI",
		setUp: () => uri("/elsewhere"),
		says: /ALIBABA_CLOUD_CREDENTIALS_URI \(127\.0\.0\.1:8080 refused \(HTTP 404\)\)/,
		advises: /Check the role, the address and the account\.$/,
	},
	{
		title: "nothing answers at the credentials URI",
		setUp: () => uri("/credentials"),
		befall: (_office, network) => network.lead("office", undefined),
		says: /ALIBABA_CLOUD_CREDENTIALS_URI \(127\.0\.0\.1:8080 could not be reached/,
		advises: /Check the network and the proxy settings\.$/,
	},
	{
		title: "the credentials URI answers with a page",
		setUp: () => uri("/credentials"),
		befall: (office) => office.answerWith({ status: 200, body: canary }),
		says: /ALIBABA_CLOUD_CREDENTIALS_URI \(the answer is not JSON\)/,
		advises: /Check the address\.$/,
	},
	{
		title: "the credentials URI answers half a key",
		setUp: () => uri("/credentials"),
		befall: (office) => office.answerWith({ status: 200, body: JSON.stringify({ AccessKeySecret: canary }) }),
		says: /ALIBABA_CLOUD_CREDENTIALS_URI \(the answer holds no credentials\)/,
		advises: /Check the address and the role\.$/,
	},
	...["soon", undefined].map((Expiration) => ({
		title: `the credentials URI gives ${Expiration === undefined ? "no time" : "words"} as its Expiration`,
		setUp: () => uri("/credentials"),
		befall: (office: KeyOffice) => {
			const key = { AccessKeyId: canary, AccessKeySecret: canary, SecurityToken: canary };
			office.answerWith({ status: 200, body: JSON.stringify({ ...key, Expiration }) });
		},
		says: /the answer's Expiration is not a time such as 2027-03-01T09:00:00Z/,
		advises: /Check the address\.$/,
	})),
	{
		title: "the credentials URI is no address",
		setUp: () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: canary } }),
		says: /ALIBABA_CLOUD_CREDENTIALS_URI \(its address is not a URL\)/,
		advises: /Check the address\.$/,
	},
	{
		title: "the user's own key is the one that is wrong",
		setUp: () => ({ files: cliFile({ ...assumedRole, access_key_id: `${user.accessKeyId}2` }) }),
		says: /refused \(HTTP 404, InvalidAccessKeyId\.NotFound\)/,
		advises: /Check the access key that assumes the role\.$/,
	},
];
