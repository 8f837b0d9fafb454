import assert from "node:assert/strict";
import { problemOf } from "../../provider/service/credentials/credential-problem";
import { canary } from "./support/broken-setups";
import { oidcToken } from "./support/key-server";
import { cliFile, oidcVariables } from "./support/setups";
import { openTestBed, type TestBed } from "./support/test-bed";

describe("a source of credentials", function () {
	this.timeout(60_000);
	let testBed: TestBed;
	before(async () => {
		testBed = await openTestBed();
	});
	after(() => testBed.close());

	it("that fails for a passing reason is retried", async () => {
		const account = await testBed.newAccount();
		testBed.keyServer.answerWith({ status: 503, body: "" }, 2);

		const setup = { files: { token: oidcToken }, env: oidcVariables(account.home) };
		const { results, output } = await account.runInSharedProcess(setup, { sizes: [2], operations: ["up"] });

		assert.deepEqual(results, [{ operation: "up", tasks: 2, errors: [] }], output);
		assert.equal(testBed.keyServer.requests.length, 3);
	});

	it("that is an external command runs once for 20 tasks and leaves the command line's file intact", async () => {
		const account = await testBed.newAccount();
		const { accessKeyId, accessKeySecret, securityToken } = account.keys;
		const answer = { mode: "StsToken", access_key_id: accessKeyId, access_key_secret: accessKeySecret };
		const process_command = `sh -c 'echo run >> ${account.home}/runs; cat ${account.home}/answer.json'`;
		const setup = {
			files: {
				"answer.json": JSON.stringify({ ...answer, sts_token: securityToken }),
				...cliFile({ mode: "External", process_command }),
			},
		};

		const { results, output } = await account.runInSharedProcess(setup, { sizes: [20], operations: ["up", "refresh"] });

		assert.deepEqual(
			results.flatMap(({ errors }) => errors),
			[],
			output,
		);
		assert.equal(account.file("runs"), "run\nrun\n", "once for each operation");
		const { profiles } = JSON.parse(account.file(".aliyun/config.json"));
		assert.deepEqual(
			profiles.map(({ name }: { name: string }) => name),
			["default"],
		);
	});

	it("with a certificate of an unknown authority fails with NODE_EXTRA_CA_CERTS", async () => {
		const account = await testBed.newAccount();

		const env = { ...oidcVariables(account.home), NODE_EXTRA_CA_CERTS: "" };
		const { results } = await account.run({ files: { token: oidcToken }, env }, { sizes: [1], operations: ["up"] });

		assert.match(
			String(results[0]?.errors),
			/OIDC \(the certificate of sts\.aliyuncs\.com is signed by an authority that Node\.js does not know \(\w+\)\)\. .+Set NODE_EXTRA_CA_CERTS to the file/,
		);
		assert.deepEqual(account.simulator.actions(), []);
	});

	it("that may not be read is reported", () => {
		const error = Object.assign(new Error(`EACCES: ${canary}`), {
			code: "EACCES",
			path: "/home/caller/.aliyun/config.json",
		});

		assert.deepEqual(problemOf(error), {
			reason: "there is no permission to read /home/caller/.aliyun/config.json",
			fix: "Give this user permission to read it.",
			isAbsent: false,
		});
	});

	it("that fails in an unknown way is reported without the error", () => {
		for (const thrown of [new Error(canary), new TypeError(canary), canary, undefined, { message: canary }]) {
			const { reason, fix } = problemOf(thrown);

			assert.match(reason, /failed with an error that is not shown/);
			assert.doesNotMatch(`${reason} ${fix}`, new RegExp(canary));
		}
	});
});
