import assert from "node:assert/strict";
import { settingsOf } from "../../provider/service/settings";
import { metadataRole, oidcToken, roleArn } from "./support/key-office";
import { officeUrl } from "./support/network";
import { openStage, type Stage } from "./support/stage";
import { cliFile, oidcVariables, type SetUp, sharedFile } from "./support/ways";

interface Key {
	readonly id: string;
	readonly secret: string;
	readonly home: string;
}

const ini = ({ id, secret }: Key) => ({ type: "access_key", access_key_id: id, access_key_secret: secret });
const profile = ({ id, secret }: Key) => ({ mode: "AK", access_key_id: id, access_key_secret: secret });
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false", ALIBABA_CLOUD_ECS_METADATA: metadataRole };

/** In the order of the search. */
const places: Readonly<Record<string, (key: Key) => SetUp>> = {
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
	"the credentials URI": () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } }),
};

function together(setUps: readonly SetUp[]): SetUp {
	return {
		files: Object.assign({}, ...setUps.map(({ files }) => files)),
		env: Object.assign({}, ...setUps.map(({ env }) => env)),
		configuration: Object.assign({}, ...setUps.map(({ configuration }) => configuration)),
	};
}

describe("the place that credentials come from", function () {
	this.timeout(60_000);
	let stage: Stage;
	before(async () => {
		stage = await openStage();
	});
	after(() => stage.close());

	const names = Object.keys(places);
	for (const [index, name] of names.entries()) {
		it(`is ${name}, even if every later place is set up as well`, async () => {
			const scene = await stage.newScene({ isTemporary: false });
			const right = { id: scene.keys.accessKeyId, secret: scene.keys.accessKeySecret, home: scene.home };
			const wrong = { id: "LTAIofAnotherAccount", secret: "of another account", home: scene.home };
			const setUps = Object.values(places).slice(index);

			const setUp = together(setUps.map((place, behind) => place(behind === 0 ? right : wrong)));
			const { results, output } = await scene.playAgain(setUp, { sizes: [2], operations: ["up"] });

			assert.deepEqual(results, [{ operation: "up", tasks: 2, errors: [] }], output);
			const isDoor = ["OIDC", "the role of the instance", "the credentials URI"].includes(name);
			assert.equal(stage.office.asked.length > 0, isDoor);
		});
	}

	const passedOver: Readonly<Record<string, SetUp>> = {
		"a current profile without a key, as the command line makes it": {
			files: cliFile({ mode: "AK", access_key_id: "", access_key_secret: "" }),
		},
		"variables that are empty, as those of an unset secret": {
			env: {
				ALICLOUD_ACCESS_KEY: "",
				ALICLOUD_SECRET_KEY: "",
				ALIBABA_CLOUD_ACCESS_KEY_ID: "",
				ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
				ALIBABA_CLOUD_OIDC_TOKEN_FILE: "",
				ALIBABA_CLOUD_PROFILE: "",
			},
		},
		"a role that belongs to something else": { env: { ALIBABA_CLOUD_ROLE_ARN: roleArn } },
		"a shared file without a default profile": { files: sharedFile({ type: "access_key" }, "other") },
		"a command line's file without profiles": { files: { ".aliyun/config.json": '{"current": "", "profiles": []}' } },
		"an instance without a role": {
			env: { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" },
		},
	};
	for (const [title, setUp] of Object.entries(passedOver)) {
		it(`is not ${title}`, async () => {
			const scene = await stage.newScene();
			if (title === "an instance without a role") stage.network.lead("metadata", undefined);
			const uri = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } };

			const { results, output } = await scene.playAgain(together([setUp, uri]), { sizes: [2], operations: ["up"] });

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

	it("are read where the stack says nothing", () => {
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
		it(`give nothing where ${key} is set: all parts come from one place`, () => {
			const parts = partsOf(settings({ [key]: "ours" }));

			assert.deepEqual(
				Object.entries(parts).filter(([, value]) => value !== undefined),
				[[part, "ours"]],
			);
		});
	}

	it("give a region of their own, in their order", () => {
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

	it("do not replace a key of ours that is empty: it is reported", () => {
		assert.throws(() => settings({ "aiccs:accessKeyId": "" }), /^ConfigurationError: aiccs:accessKeyId is empty/);
	});
});
