import assert from "node:assert/strict";
import { problemOf } from "../../provider/service/credentials/credential-problem";
import { oidcToken } from "./support/key-office";
import { openStage, type Stage } from "./support/stage";
import { cliFile, oidcVariables } from "./support/ways";
import { canary } from "./support/wrong-ways";

describe("a source of credentials", function () {
	this.timeout(60_000);
	let stage: Stage;
	before(async () => {
		stage = await openStage();
	});
	after(() => stage.close());

	it("that fails in passing is asked again", async () => {
		const scene = await stage.newScene();
		stage.office.answerWith({ status: 503, body: "" }, 2);

		const setUp = { files: { token: oidcToken }, env: oidcVariables(scene.home) };
		const { results, output } = await scene.playAgain(setUp, { sizes: [2], operations: ["up"] });

		assert.deepEqual(results, [{ operation: "up", tasks: 2, errors: [] }], output);
		assert.equal(stage.office.asked.length, 3);
	});

	it("that is an external command runs once for 20 tasks, and leaves the command line's file whole", async () => {
		const scene = await stage.newScene();
		const { accessKeyId, accessKeySecret, securityToken } = scene.keys;
		const answer = { mode: "StsToken", access_key_id: accessKeyId, access_key_secret: accessKeySecret };
		const process_command = `sh -c 'echo run >> ${scene.home}/runs; cat ${scene.home}/answer.json'`;
		const setUp = {
			files: {
				"answer.json": JSON.stringify({ ...answer, sts_token: securityToken }),
				...cliFile({ mode: "External", process_command }),
			},
		};

		const { results, output } = await scene.playAgain(setUp, { sizes: [20], operations: ["up", "refresh"] });

		assert.deepEqual(
			results.flatMap(({ errors }) => errors),
			[],
			output,
		);
		assert.equal(scene.file("runs"), "run\nrun\n", "once for each operation");
		const { profiles } = JSON.parse(scene.file(".aliyun/config.json"));
		assert.deepEqual(
			profiles.map(({ name }: { name: string }) => name),
			["default"],
		);
	});

	it("whose certificate comes from an unknown authority says how to make it known", async () => {
		const scene = await stage.newScene();

		const env = { ...oidcVariables(scene.home), NODE_EXTRA_CA_CERTS: "" };
		const { results } = await scene.play({ files: { token: oidcToken }, env }, { sizes: [1], operations: ["up"] });

		assert.match(
			String(results[0]?.errors),
			/OIDC \(the certificate of sts\.aliyuncs\.com is signed by an authority that Node\.js does not know \(\w+\)\)\. .+Set NODE_EXTRA_CA_CERTS to the file/,
		);
		assert.deepEqual(scene.simulator.actions(), []);
	});

	it("that may not be read says so", () => {
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

	it("that fails in an unknown way shows nothing of the error", () => {
		for (const thrown of [new Error(canary), new TypeError(canary), canary, undefined, { message: canary }]) {
			const { reason, fix } = problemOf(thrown);

			assert.match(reason, /failed with an error that is not shown/);
			assert.doesNotMatch(`${reason} ${fix}`, new RegExp(canary));
		}
	});
});
