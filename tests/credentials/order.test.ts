import assert from "node:assert/strict";
import { settingsOf } from "../../provider/service/settings";
import { metadataRole, oidcToken, roleArn } from "./support/key-server";
import { keyServerUrl } from "./support/network";
import { cliFile, oidcVariables, sharedFile, type UserSetup } from "./support/setups";
import { openTestBed, type TestBed } from "./support/test-bed";

interface Key {
	readonly id: string;
	readonly secret: string;
	readonly home: string;
}

const ini = ({ id, secret }: Key) => ({ type: "access_key", access_key_id: id, access_key_secret: secret });
const profile = ({ id, secret }: Key) => ({ mode: "AK", access_key_id: id, access_key_secret: secret });
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false", ALIBABA_CLOUD_ECS_METADATA: metadataRole };

/** In search order. */
const places: Readonly<Record<string, (key: Key) => UserSetup>> = {
	"the stack's keys": ({ id, secret }) => ({
		configuration: { "aiccs:accessKeyId": id, "aiccs:accessKeySecret": secret },
	}),
	"the keys of pulumi-alicloud's configuration": ({ id, secret }) => ({
		configuration: { "alicloud:accessKey": id, "alicloud:secretKey": secret },
	}),
	"the keys of pulumi-alicloud's variables": ({ id, secret }) => ({
		env: { ALICLOUD_ACCESS_KEY: id, ALICLOUD_SECRET_KEY: secret },
	}),
	"the keys of the environment": ({ id, secret }) => ({
		env: { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret },
	}),
	OIDC: ({ home }) => ({ files: { token: oidcToken }, env: oidcVariables(home) }),
	"the current profile of the command line": (key) => ({ files: cliFile(profile(key)) }),
	"the default profile of the shared file": (key) => ({ files: sharedFile(ini(key)) }),
	"the role of the instance": () => ({ env: metadata }),
	"the credentials URI": () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } }),
};

function together(setups: readonly UserSetup[]): UserSetup {
	return {
		files: Object.assign({}, ...setups.map(({ files }) => files)),
		env: Object.assign({}, ...setups.map(({ env }) => env)),
		configuration: Object.assign({}, ...setups.map(({ configuration }) => configuration)),
	};
}

describe("the place that credentials come from", function () {
	this.timeout(60_000);
	let testBed: TestBed;
	before(async () => {
		testBed = await openTestBed();
	});
	after(() => testBed.close());

	const names = Object.keys(places);
	for (const [index, name] of names.entries()) {
		it(`is ${name}, even when every later one is configured too`, async () => {
			const account = await testBed.newAccount({ isTemporary: false });
			const right = { id: account.keys.accessKeyId, secret: account.keys.accessKeySecret, home: account.home };
			const wrong = { id: "LTAIofAnotherAccount", secret: "of another account", home: account.home };
			const setups = Object.values(places).slice(index);

			const setup = together(setups.map((place, behind) => place(behind === 0 ? right : wrong)));
			const { results, output } = await account.runInSharedProcess(setup, { sizes: [2], operations: ["up"] });

			assert.deepEqual(results, [{ operation: "up", tasks: 2, errors: [] }], output);
			const isRemote = ["OIDC", "the role of the instance", "the credentials URI"].includes(name);
			assert.equal(testBed.keyServer.requests.length > 0, isRemote);
		});
	}

	const skipped: Readonly<Record<string, UserSetup>> = {
		"a current profile without a key, as the command line creates it": {
			files: cliFile({ mode: "AK", access_key_id: "", access_key_secret: "" }),
		},
		"empty variables, as an unset secret leaves them": {
			env: {
				ALICLOUD_ACCESS_KEY: "",
				ALICLOUD_SECRET_KEY: "",
				ALIBABA_CLOUD_ACCESS_KEY_ID: "",
				ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
				ALIBABA_CLOUD_OIDC_TOKEN_FILE: "",
				ALIBABA_CLOUD_PROFILE: "",
			},
		},
		"a role without the other variables of OIDC": { env: { ALIBABA_CLOUD_ROLE_ARN: roleArn } },
		"a shared file without a default profile": { files: sharedFile({ type: "access_key" }, "other") },
		"a file of the command line without profiles": {
			files: { ".aliyun/config.json": '{"current": "", "profiles": []}' },
		},
		"an instance without a role": {
			env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" },
		},
	};
	for (const [title, setup] of Object.entries(skipped)) {
		it(`is not ${title}`, async () => {
			const account = await testBed.newAccount();
			if (title === "an instance without a role") testBed.network.route("metadata", undefined);
			const uri = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } };

			const { results, output } = await account.runInSharedProcess(together([setup, uri]), {
				sizes: [2],
				operations: ["up"],
			});

			assert.deepEqual(results, [{ operation: "up", tasks: 2, errors: [] }], output);
		});
	}
});

describe("pulumi-alicloud's configuration and variables", () => {
	const variables: Readonly<Record<string, string>> = {
		ALICLOUD_ACCESS_KEY: "id",
		ALICLOUD_SECRET_KEY: "secret",
		ALICLOUD_SECURITY_TOKEN: "token",
		ALICLOUD_PROFILE: "profile",
		ALICLOUD_REGION: "cn-shanghai",
	};
	const settings = (
		configuration: Readonly<Record<string, string>>,
		env: Readonly<Record<string, string>> = variables,
	) =>
		settingsOf(
			(key) => configuration[key],
			(name) => env[name],
		);
	const partsOf = ({ accessKeyId, accessKeySecret, securityToken, profile }: ReturnType<typeof settings>) => ({
		accessKeyId,
		accessKeySecret,
		securityToken,
		profile,
	});

	it("are read where the stack sets nothing", () => {
		const read = settings({});

		assert.deepEqual(partsOf(read), {
			accessKeyId: "id",
			accessKeySecret: "secret",
			securityToken: "token",
			profile: "profile",
		});
		assert.equal(read.region, "cn-shanghai");
	});

	for (const [key, part] of [
		["aiccs:accessKeyId", "accessKeyId"],
		["aiccs:profile", "profile"],
		["alicloud:accessKey", "accessKeyId"],
		["alicloud:profile", "profile"],
	] as const) {
		it(`are not read when ${key} is set: all parts come from one place`, () => {
			const parts = partsOf(settings({ [key]: "ours" }));

			assert.deepEqual(
				Object.entries(parts).filter(([, value]) => value !== undefined),
				[[part, "ours"]],
			);
		});
	}

	it("supply the region, in order", () => {
		assert.equal(settings({ "aiccs:region": "cn-beijing", "alicloud:region": "cn-shenzhen" }).region, "cn-beijing");
		assert.equal(settings({ "alicloud:region": "cn-shenzhen" }).region, "cn-shenzhen");
		assert.equal(settings({}, {}).region, "cn-hangzhou");
	});

	it("count as unset where they are empty", () => {
		const read = settings({ "alicloud:accessKey": "id", "alicloud:secretKey": "secret", "alicloud:securityToken": "" });

		assert.equal(read.accessKeyId, "id");
		assert.equal(read.securityToken, undefined);
		assert.equal(settings({ "alicloud:accessKey": "", "alicloud:region": "" }).accessKeyId, "id");
	});

	it("do not replace an empty key under aiccs:, which is reported", () => {
		assert.throws(() => settings({ "aiccs:accessKeyId": "" }), /^ConfigurationError: aiccs:accessKeyId is empty/);
	});
});
