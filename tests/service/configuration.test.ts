import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Configuration, isRegion } from "../../provider/service/configuration";
import { ConfigurationError } from "../../provider/service/configuration-error";
import { queryAiCallTaskPage } from "../../provider/service/operations";
import { settingsOf } from "../../provider/service/settings";
import { aDefinition } from "../support/definitions";
import { type ContextChanges, describeSimulator } from "../support/describe-simulator";
import { listen, type Running } from "../support/servers";

type Keys = Readonly<Record<string, string>>;
const settings = (keys: Keys) => settingsOf((key) => keys[key]);

function refusalOf(keys: Keys): Error {
	try {
		settings(keys);
	} catch (error) {
		if (error instanceof ConfigurationError) return error;
		throw error;
	}
	return assert.fail("no error");
}

describe("the configuration", () => {
	it("needs no key", () => {
		const { host, protocol, region, retrySeconds, offlinePreview } = settings({});

		assert.deepEqual(
			{ host, protocol, region, retrySeconds, offlinePreview },
			{
				host: "aiccs.aliyuncs.com",
				protocol: "https",
				region: "cn-hangzhou",
				retrySeconds: 300,
				offlinePreview: false,
			},
		);
	});

	it("accepts an endpoint as a host, as an address, and as plain http to this machine", () => {
		assert.equal(settings({ "aiccs:endpoint": "aiccs.example.com" }).host, "aiccs.example.com");
		assert.equal(settings({ "aiccs:endpoint": "https://aiccs.example.com:8443/" }).host, "aiccs.example.com:8443");
		for (const host of ["127.0.0.1:80", "localhost:4010", "[::1]:4010"]) {
			assert.equal(settings({ "aiccs:endpoint": `http://${host}` }).protocol, "http");
		}
	});

	const bad: readonly (readonly [key: string, value: string, message: RegExp])[] = [
		[
			"aiccs:endpoint",
			"http://aiccs.aliyuncs.com",
			/plain http to another machine, which would send credentials unencrypted/,
		],
		["aiccs:endpoint", "http://127.0.0.1.example.com", /plain http to another machine/],
		["aiccs:endpoint", "ftp://aiccs.aliyuncs.com", /aiccs:endpoint is not a server address/],
		["aiccs:endpoint", "https://user:word@aiccs.aliyuncs.com", /aiccs:endpoint is not a server address/],
		["aiccs:endpoint", "https://aiccs.aliyuncs.com/path", /aiccs:endpoint is not a server address/],
		["aiccs:endpoint", "not a host", /aiccs:endpoint is not a server address/],
		["aiccs:endpoint", "https://aiccs.aliyuncs.com/?a=b", /aiccs:endpoint is not a server address/],
		[
			"aiccs:retrySeconds",
			"soon",
			/: aiccs:retrySeconds is not a number\. Use a whole number of seconds from 0 to 86400/,
		],
		["aiccs:retrySeconds", "-1", /: aiccs:retrySeconds is below 0\. Use a whole number of seconds from 0 to 86400/],
		["aiccs:retrySeconds", "1.5", /: aiccs:retrySeconds is not a whole number\./],
		["aiccs:retrySeconds", "100000", /: aiccs:retrySeconds is above 86400, a day\./],
		["aiccs:retrySeconds", "Infinity", /: aiccs:retrySeconds is not a (whole )?number\./],
		[
			"aiccs:requestTimeoutSeconds",
			"0",
			/: aiccs:requestTimeoutSeconds is below 0\.1\. Use a number of seconds from 0\.1/,
		],
		["aiccs:requestTimeoutSeconds", "4000", /: aiccs:requestTimeoutSeconds is above 3600, an hour\./],
		["aiccs:offlinePreview", "yes", /: aiccs:offlinePreview is neither true nor false\. Use true or false, in small/],
		[
			"aiccs:launchLimit",
			"many",
			/: aiccs:launchLimit is not a number\. Use a whole number of people from 0 to 10000000/,
		],
		["aiccs:launchLimit", "-1", /: aiccs:launchLimit is below 0\./],
		["aiccs:launchLimit", "0.5", /: aiccs:launchLimit is not a whole number\./],
		[
			"aiccs:confirmedLaunches",
			`8-${"a".repeat(19)}, 8-${"a".repeat(18)}`,
			/: aiccs:confirmedLaunches has an entry that is no fingerprint \(entry 2 of 2\)\. Use a list of the fingerprints that previews print/,
		],
		[
			"aiccs:confirmedLaunches",
			"true",
			/: aiccs:confirmedLaunches has an entry that is no fingerprint \(entry 1 of 1\)\./,
		],
		["aiccs:confirmedLaunches", "[12]", /: aiccs:confirmedLaunches is neither a list of texts nor text\./],
		["aiccs:confirmedLaunches", '{"0":"x"}', /: aiccs:confirmedLaunches is neither a list of texts nor text\./],
		["aiccs:confirmedLaunches", "[", /: aiccs:confirmedLaunches is neither a list of texts nor text\./],
		["aiccs:offlinePreview", "True", /: aiccs:offlinePreview is neither true nor false\. Use true or false, in small/],
	];
	for (const [key, value, message] of bad) {
		it(`refuses ${key} "${value}" and names the command that fixes it`, () => {
			assert.throws(() => settings({ [key]: value }), message);
			assert.throws(() => settings({ [key]: value }), new RegExp(`pulumi config (set|rm) ${key}`));
		});
	}

	it("takes confirmed launches as a list, which Pulumi passes on as JSON, and as text", () => {
		const [one, other] = [`12-${"a".repeat(19)}`, `3000-${"0z".repeat(9)}9`];
		const fingerprintsIn = (value: string) => settings({ "aiccs:confirmedLaunches": value }).confirmedLaunches;

		assert.deepEqual(fingerprintsIn(JSON.stringify([one, other])), { fingerprints: [one, other], isText: false });
		assert.deepEqual(fingerprintsIn("[]"), { fingerprints: [], isText: false });
		for (const text of [`${one} ${other}`, `${one},${other}`, ` ${one}\n${other},\n`]) {
			assert.deepEqual(fingerprintsIn(text), { fingerprints: [one, other], isText: true });
		}
		assert.equal(settings({}).confirmedLaunches, undefined);
		assert.equal(settings({ "aiccs:launchLimit": "0" }).launchLimit, 0);
	});

	for (const key of Configuration.keyof().options) {
		for (const value of ["", " "]) {
			it(`refuses aiccs:${key} "${value}", as a pipeline with an unset variable does`, () => {
				const { message } = refusalOf({ [`aiccs:${key}`]: value });

				assert.match(message, new RegExp(`^aiccs:${key} is empty \\(an unset pipeline variable\\?\\)\\. Use `));
				assert.match(message, new RegExp(`, or remove it with: pulumi config rm aiccs:${key}$`));
			});
		}
	}

	for (const key of ["aiccs:accessKeyId", "aiccs:accessKeySecret", "aiccs:securityToken", "alicloud:accessKey"]) {
		for (const [what, value] of [
			["a trailing line break", "LTAImarked\n"],
			["a trailing carriage return", "LTAImarked\r"],
			["a line break", "LTAI\nmarked"],
			["a placeholder in Chinese", "您的密钥marked"],
			["a leading space", " LTAImarked"],
			["a zero-width space", "LTAImarked\u200b"],
		] as const) {
			it(`refuses ${key} with ${what}, and does not show it`, () => {
				const { message } = refusalOf({ [key]: value });

				assert.match(
					message,
					new RegExp(`^${key} has a leading or trailing space, a line break or a character that is not ASCII`),
				);
				assert.match(message, new RegExp(`pulumi config rm ${key}$`));
				assert.doesNotMatch(message, /marked/);
			});
		}
	}

	describe("of an account", () => {
		const own = { "aiccs:accessKeyId": "own", "aiccs:accessKeySecret": "own secret", "aiccs:launchLimit": "7" };
		const emea = (keys: object, more: Keys = own) =>
			settingsOf(
				(key) => ({ ...more, "aiccs:accounts": JSON.stringify({ emea: keys }) })[key],
				() => undefined,
				"emea",
			);
		const key = { accessKeyId: "theirs", accessKeySecret: "their secret" };

		it("has the keys of the account, and those of the stack that are no credentials", () => {
			const { accessKeyId, accessKeySecret, launchLimit, retrySeconds, host } = emea({
				...key,
				retrySeconds: 9,
				endpoint: "aiccs.example.com",
			});

			assert.deepEqual([accessKeyId, accessKeySecret], ["theirs", "their secret"]);
			assert.deepEqual([launchLimit, retrySeconds, host], [7, 9, "aiccs.example.com"]);
			assert.equal(settings(own).retrySeconds, 300);
		});

		it("never has a part of the stack's credentials", () => {
			assert.equal(emea({ accessKeyId: "theirs" }).accessKeySecret, undefined);
			assert.equal(emea({ profile: "theirs" }).accessKeyId, undefined);
			assert.equal(emea(key, { ...own, "aiccs:securityToken": "token" }).securityToken, undefined);
		});

		const wrong: readonly (readonly [what: string, keys: object, message: RegExp])[] = [
			[
				"without credentials",
				{ region: "cn-shanghai" },
				/aiccs:accounts\.emea has no credentials, and those of the stack are not used for it\. Set them with: pulumi config set --path 'aiccs:accounts\.emea\.accessKeyId' <id> && pulumi config set --secret --path 'aiccs:accounts\.emea\.accessKeySecret' <secret>; or a profile with: pulumi config set --path 'aiccs:accounts\.emea\.profile' <profile>$/,
			],
			[
				"with a misspelt key",
				{ ...key, acessKeyId: "marked" },
				/aiccs:accounts\.emea\.acessKeyId is not a key of an account\. Did you mean accessKeyId\? Otherwise remove it with: pulumi config rm --path 'aiccs:accounts\.emea\.acessKeyId'$/,
			],
			[
				"with a key of the whole stack",
				{ ...key, confirmedLaunches: "marked" },
				/aiccs:accounts\.emea\.confirmedLaunches is not a key of an account\. The keys are accessKeyId, /,
			],
			[
				"with a line break in its secret",
				{ ...key, accessKeySecret: "marked\n" },
				/aiccs:accounts\.emea\.accessKeySecret has a leading or trailing space.*pulumi config rm --path 'aiccs:accounts\.emea\.accessKeySecret'$/,
			],
			[
				"with an empty secret",
				{ ...key, accessKeySecret: "" },
				/aiccs:accounts\.emea\.accessKeySecret is empty \(an unset pipeline variable\?\)/,
			],
			["with a list", { ...key, region: ["marked"] }, /aiccs:accounts\.emea\.region is not a text\./],
			["with a wrong limit", { ...key, launchLimit: -1 }, /aiccs:accounts\.emea\.launchLimit is below 0\./],
			[
				"with a wrong endpoint",
				{ ...key, endpoint: "http://marked.example.com" },
				/aiccs:accounts\.emea\.endpoint uses plain http.*pulumi config set --path 'aiccs:accounts\.emea\.endpoint' aiccs/,
			],
		];
		for (const [what, keys, message] of wrong) {
			it(`is refused ${what}, in words that name the key and not its value`, () => {
				assert.throws(() => emea(keys), message);
				assert.throws(
					() => emea(keys),
					(error: unknown) => error instanceof ConfigurationError && !error.message.includes("marked"),
				);
			});
		}

		it("names the key of the stack if that is wrong", () => {
			assert.throws(() => emea(key, { "aiccs:launchLimit": "-1" }), /: aiccs:launchLimit is below 0\./);
		});

		it("does not keep the stack's own account from being used if a key of it is wrong", () => {
			assert.equal(settings({ ...own, "aiccs:accounts": '{"emea":{"x":1}}' }).accessKeyId, "own");
		});

		for (const [text, message] of [
			["emea", /aiccs:accounts is not an object of accounts\. Use an object of accounts, as pulumi config set --path/],
			["[1]", /aiccs:accounts is not an object of accounts\./],
			['{"emea":"x"}', /aiccs:accounts has an account, emea, that is not an object of keys\./],
			['{"a":{},"b c":{}}', /aiccs:accounts has a name that is not a letter followed by .* \(entry 2 of 2\)\./],
		] as const) {
			it(`is refused in ${text}`, () => {
				assert.throws(() => settings({ "aiccs:accounts": text }), message);
				assert.throws(() => settings({ "aiccs:accounts": text }), /pulumi config rm aiccs:accounts$/);
			});
		}
	});

	it("treats an empty value in pulumi-alicloud's configuration as unset", () => {
		const { accessKeyId, region } = settings({ "alicloud:accessKey": "", "alicloud:region": "" });

		assert.equal(accessKeyId, undefined);
		assert.equal(region, "cn-hangzhou");
	});

	it("accepts every region: the service has one host for all", () => {
		for (const region of ["cn-hangzhou", "cn-shanghai-finance-1", "cn-atlantis", "me-central-1", "Hangzhou"]) {
			assert.equal(settings({ "aiccs:region": region }).region, region);
		}
	});

	it("recognizes the form of a region", () => {
		const regions = ["cn-hangzhou", "cn-shanghai-finance-1", "cn-north-2-gov-1", "ap-southeast-5", "us-east-1"];
		assert.deepEqual(
			regions.filter((region) => !isRegion(region)),
			[],
		);
		for (const region of ["Hangzhou", "cn_hangzhou", "cn-hangzhou ", "华东1", "hangzhou"]) {
			assert.equal(isRegion(region), false, region);
		}
	});

	it("uses pulumi-alicloud's configuration where ours is unset, but never half of a key", () => {
		const borrowed = {
			"alicloud:accessKey": "theirs",
			"alicloud:secretKey": "their secret",
			"alicloud:region": "cn-beijing",
		};

		assert.equal(settings(borrowed).accessKeyId, "theirs");
		assert.equal(settings(borrowed).region, "cn-beijing");
		const mixed = settings({ ...borrowed, "aiccs:accessKeyId": "ours" });
		assert.equal(mixed.accessKeyId, "ours");
		assert.equal(mixed.accessKeySecret, undefined);
	});
});

/** Unsets the variables that the vendor's library reads credentials from, and turns off its query of the network. */
const noCredentials: Readonly<Record<string, string | undefined>> = {
	ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
	ALIBABA_CLOUD_ACCESS_KEY_ID: undefined,
	ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined,
	ALIBABA_CLOUD_SECURITY_TOKEN: undefined,
	ALIBABA_CLOUD_CREDENTIALS_URI: undefined,
	ALIBABA_CLOUD_ROLE_ARN: undefined,
	ALIBABA_CLOUD_OIDC_PROVIDER_ARN: undefined,
	ALIBABA_CLOUD_OIDC_TOKEN_FILE: undefined,
	ALIBABA_CLOUD_PROFILE: undefined,
};

describeSimulator("a first request", (fixture) => {
	let home = "";
	let before: NodeJS.ProcessEnv = {};

	beforeEach(() => {
		home = mkdtempSync(join(tmpdir(), "aiccs-home-"));
		before = { ...process.env };
		for (const [name, value] of Object.entries({ ...noCredentials, HOME: home })) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
	});
	afterEach(() => {
		for (const name of [...Object.keys(noCredentials), "HOME"]) {
			if (before[name] === undefined) delete process.env[name];
			else process.env[name] = before[name];
		}
		rmSync(home, { recursive: true, force: true });
	});

	async function refusal(configuration: NonNullable<ContextChanges["configuration"]>): Promise<string> {
		const { api } = fixture.newContext({ configuration: { "aiccs:retrySeconds": "0", ...configuration } });
		return api.call(queryAiCallTaskPage, {}).then(
			() => assert.fail("no error"),
			(error: unknown) => (error instanceof Error ? error.message : String(error)),
		);
	}

	it("without credentials fails with the places searched and how to set them", async () => {
		const message = await refusal({ "aiccs:accessKeyId": undefined, "aiccs:accessKeySecret": undefined });

		assert.match(
			message,
			/^No credentials were found\. Tried: the stack's configuration .+, the environment .+\. Set them with: pulumi config set aiccs:accessKeyId <id> && pulumi config set --secret aiccs:accessKeySecret <secret>$/,
		);
		assert.deepEqual(fixture.simulator.actions(), []);
	});

	it("uses credentials from the environment when the stack has none", async () => {
		process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = fixture.simulator.accessKeyId;
		process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = fixture.simulator.accessKeySecret;
		const { api } = fixture.newContext({
			configuration: { "aiccs:accessKeyId": undefined, "aiccs:accessKeySecret": undefined },
		});

		await api.call(queryAiCallTaskPage, {});

		assert.equal(fixture.simulator.actions().length, 1);
	});

	it("with half a key names the other half", async () => {
		assert.match(
			await refusal({ "aiccs:accessKeySecret": undefined }),
			/^aiccs:accessKeySecret is missing: an access key has an id and a secret\. Set it with: pulumi config set --secret aiccs:accessKeySecret <value>$/,
		);
		assert.match(
			await refusal({ "aiccs:accessKeyId": undefined }),
			/^aiccs:accessKeyId is missing: an access key has an id and a secret\./,
		);
	});

	it("with an unknown profile reports it", async () => {
		const message = await refusal({
			"aiccs:accessKeyId": undefined,
			"aiccs:accessKeySecret": undefined,
			"aiccs:profile": "unknown",
		});

		assert.match(message, /^No credentials were found\. Tried: the profile named by aiccs:profile\./);
	});

	it("with a wrong secret shows neither the signed text nor the secret", async () => {
		const message = await refusal({ "aiccs:accessKeySecret": "WrongSecretMarked" });

		assert.match(
			message,
			/SignatureDoesNotMatch \(HTTP 403, request id .+\)\. .+ Check the access key: aiccs:accessKeyId/,
		);
		assert.doesNotMatch(message, /WrongSecretMarked|string to sign|x-acs/);
	});

	it("with an unknown key reports it", async () => {
		assert.match(
			await refusal({ "aiccs:accessKeyId": "LTAIunknown" }),
			/InvalidAccessKeyId\.NotFound .+Check the access key/,
		);
	});

	it("with an expired token is retried once, then fails with what to do", async () => {
		fixture.simulator.fault({ fault: "expired-token", times: 2 });

		assert.match(
			await refusal({ "aiccs:retrySeconds": "5" }),
			/InvalidSecurityToken\.Expired .+ Get a new security token and run again\.$/,
		);
		assert.equal(fixture.simulator.actions().length, 2);
	});

	it("to a server that answers with a web page reports it", async () => {
		const server = await webPage();

		const message = await refusal({ "aiccs:endpoint": `http://127.0.0.1:${server.port}` });

		server.close();
		assert.match(
			message,
			/UnreadableAnswer\. The answer is not JSON \(perhaps a web page of a proxy or of another server, or an outage\)\. If this persists, check aiccs:endpoint/,
		);
	});

	it("to a closed port reports that there was no connection", async () => {
		const { port, close } = await webPage();
		close();

		assert.match(
			await refusal({ "aiccs:endpoint": `http://127.0.0.1:${port}` }),
			/ECONNREFUSED\. Could not connect to the service\. Check the network, the proxy settings and aiccs:endpoint\.$/,
		);
	});

	it("is not sent for a program without changes", async () => {
		const engine = fixture.newEngine({ configuration: { "aiccs:accessKeySecret": undefined } });
		engine.state.set("spring", { id: "1", inputs: aDefinition(), outputs: { ...aDefinition(), status: "INIT" } });

		assert.deepEqual(await engine.up({ spring: aDefinition() }), []);
	});
});

function webPage(): Promise<Running> {
	return listen(
		createServer((_request, response) => {
			response.writeHead(200, { "content-type": "text/html" });
			response.end("<html><body>It works!</body></html>");
		}),
	);
}
