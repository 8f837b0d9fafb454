import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { agent } from "../support/definitions";
import { type ExpiringTokenProxy, startExpiringTokenProxy } from "./support/expiring-token-proxy";
import { metadataRole, oidcToken } from "./support/key-server";
import { keyServerUrl } from "./support/network";
import { assumedRole, cliFile, cloudSso, oidcVariables, type UserSetup } from "./support/setups";
import { type Account, openTestBed, type TestBed } from "./support/test-bed";

/** Uses of an "old" token before it expires. */
const usesOfOld = 7;
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };

const sources: Readonly<Record<string, (account: Account) => UserSetup>> = {
	OIDC: ({ home }) => ({ files: { token: oidcToken }, env: oidcVariables(home) }),
	"a profile of mode RamRoleArn": () => ({ files: cliFile(assumedRole) }),
	"a profile of mode CloudSSO": () => ({ files: cliFile(cloudSso) }),
	"the role of an ECS instance": () => ({ env: { ...metadata, ALIBABA_CLOUD_ECS_METADATA: metadataRole } }),
	"the credentials URI": () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } }),
};

describe("a token that expires during a run", function () {
	this.timeout(60_000);
	let testBed: TestBed;
	let proxy: ExpiringTokenProxy | undefined;
	before(async () => {
		testBed = await openTestBed();
	});
	afterEach(() => proxy?.close());
	after(() => testBed.close());

	async function accountWith(
		isExpired: (token: string, use: number) => boolean,
		onRefusal?: (account: Account) => void,
	) {
		let account: Account | undefined;
		const front = async (simulator: Account["simulator"]) => {
			proxy = await startExpiringTokenProxy(simulator, { isExpired, onRefusal: () => account && onRefusal?.(account) });
			return proxy.port;
		};
		account = await testBed.newAccount({ isTemporary: false, front });
		return account;
	}

	const isOldAndUsed = (token: string, use: number) => token.startsWith("old") && use > usesOfOld;

	function supply({ keys }: Account, ...tokens: string[]): void {
		testBed.keyServer.supply(...tokens.map((securityToken) => ({ ...keys, securityToken })));
	}

	for (const [title, setup] of Object.entries(sources)) {
		for (const tasks of [1, 20]) {
			it(`of ${title} is renewed once for ${tasks} ${tasks === 1 ? "task" : "tasks"}, and nothing is done twice`, async () => {
				const account = await accountWith(
					(token, use) => token.startsWith("old") && use > (tasks === 1 ? 0 : usesOfOld),
				);
				supply(account, "old 1", "new 1", "old 2", "new 2", "old 3", "new 3");

				const { results, output } = await account.runInSharedProcess(setup(account), {
					sizes: [tasks],
					operations: ["up", "refresh", "destroy"],
				});

				assert.deepEqual(
					results.flatMap(({ errors }) => errors),
					[],
					output,
				);
				const { simulator } = account;
				assert.equal(simulator.tasks().length, tasks);
				assert.equal(simulator.actions().filter((action) => action === "CreateAiCallTask").length, tasks);
				assert.ok(simulator.tasks().every(({ taskId, taskName }) => taskName === `released-${taskId}`));
				assert.ok((proxy?.refused() ?? 0) >= 3, "each operation met an expired token");
				const endpoints = testBed.keyServer.requests.filter((endpoint) => !endpoint.startsWith("PUT"));
				assert.equal(endpoints.length, 6, "each operation requested keys twice");
			});
		}
	}

	it("of a profile of mode StsToken is read again from the renewed file", async () => {
		const profile = (token: string, { keys }: Account) =>
			cliFile({
				mode: "StsToken",
				access_key_id: keys.accessKeyId,
				access_key_secret: keys.accessKeySecret,
				sts_token: token,
			});
		const account = await accountWith(isOldAndUsed, (renewed) => {
			for (const [name, text] of Object.entries(profile("new", renewed))) writeFileSync(join(renewed.home, name), text);
		});

		const { results, output } = await account.runInSharedProcess(
			{ files: profile("old", account) },
			{ sizes: [20], operations: ["up"] },
		);

		assert.deepEqual(results, [{ operation: "up", tasks: 20, errors: [] }], output);
		assert.equal(account.simulator.tasks().length, 20);
	});

	it("that its source does not renew fails with what to do, and creates nothing", async () => {
		const account = await accountWith((token) => token.startsWith("old"));
		supply(account, "old");

		const setup = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } };
		const { results } = await account.runInSharedProcess(setup, { sizes: [2], operations: ["up"] });

		const errors = results.flatMap((result) => result.errors);
		assert.equal(errors.length, 2);
		for (const error of errors) assert.match(error, /InvalidSecurityToken\.Expired .+ Get a new security token/);
		assert.deepEqual(account.simulator.tasks(), []);
		assert.ok((proxy?.refused() ?? 0) <= 4, "each request is sent twice at most");
	});

	it("between the lookup and the creation leaves no record of a creation that was not sent", async () => {
		// The lookup is the first use.
		const account = await accountWith(
			(token, use) => token.startsWith("old") && use > 1,
			({ keyServer }) => keyServer.answerWith({ status: 403, body: "" }),
		);
		supply(account, "old", "new");
		const setup = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${keyServerUrl}/credentials` } };
		const flow = { sizes: [1], operations: ["up"] } as const;

		const first = await account.runInSharedProcess(setup, flow);
		assert.match(String(first.results[0]?.errors), /No credentials were found/);
		assert.deepEqual(account.simulator.actions(), ["QueryAiCallTaskPage"]);
		// Created by another user in the meantime, with the same definition.
		account.simulator.seedTasks([{ TaskName: "campaign-1-0", AgentId: agent }]);
		testBed.keyServer.answerWith(undefined);
		const second = await account.runInSharedProcess(setup, flow);

		assert.match(String(second.results[0]?.errors), /taskName is already held by task/);
	});

	it("whose source then fails is reported with the source's reason", async () => {
		const account = await accountWith(
			(token) => token.startsWith("old"),
			({ keyServer }) => {
				keyServer.answerWith({ status: 403, body: JSON.stringify({ Code: "NoPermission", Message: "not you" }) });
			},
		);
		supply(account, "old");

		const setup = { files: { token: oidcToken }, env: oidcVariables(account.home) };
		const { results } = await account.runInSharedProcess(setup, { sizes: [2], operations: ["up"] });

		const errors = results.flatMap((result) => result.errors);
		assert.equal(errors.length, 2);
		for (const error of errors) assert.match(error, /OIDC \(sts\.aliyuncs\.com refused \(HTTP 403, NoPermission\)\)/);
		assert.deepEqual(account.simulator.tasks(), []);
	});
});
