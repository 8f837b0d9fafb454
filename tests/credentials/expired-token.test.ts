import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { agent } from "../support/definitions";
import { metadataRole, oidcToken } from "./support/key-office";
import { officeUrl } from "./support/network";
import { openStage, type Scene, type Stage } from "./support/stage";
import { openTokenGate, type TokenGate } from "./support/token-gate";
import { assumedRole, cliFile, cloudSso, oidcVariables, type SetUp } from "./support/ways";

/** Uses of a token before it expires; tokens named so only. */
const usesOfOld = 7;
const metadata = { ALIBABA_CLOUD_ECS_METADATA_DISABLED: "false" };

const sources: Readonly<Record<string, (scene: Scene) => SetUp>> = {
	OIDC: ({ home }) => ({ files: { token: oidcToken }, env: oidcVariables(home) }),
	"a profile of mode RamRoleArn": () => ({ files: cliFile(assumedRole) }),
	"a profile of mode CloudSSO": () => ({ files: cliFile(cloudSso) }),
	"the role of an ECS instance": () => ({ env: { ...metadata, ALIBABA_CLOUD_ECS_METADATA: metadataRole } }),
	"the credentials URI": () => ({ env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } }),
};

describe("a token that expires in the middle", function () {
	this.timeout(60_000);
	let stage: Stage;
	let gate: TokenGate | undefined;
	before(async () => {
		stage = await openStage();
	});
	afterEach(() => gate?.close());
	after(() => stage.close());

	async function sceneWith(isExpired: (token: string, use: number) => boolean, onRefusal?: (scene: Scene) => void) {
		let scene: Scene | undefined;
		const front = async (simulator: Scene["simulator"]) => {
			const heard = () => scene !== undefined && onRefusal?.(scene);
			gate = await openTokenGate(simulator, { isExpired, onRefusal: () => void heard() });
			return gate.port;
		};
		scene = await stage.newScene({ isTemporary: false, front });
		return scene;
	}

	const isOldAndUsed = (token: string, use: number) => token.startsWith("old") && use > usesOfOld;

	function handOut({ keys }: Scene, ...tokens: string[]): void {
		stage.office.handOut(...tokens.map((securityToken) => ({ ...keys, securityToken })));
	}

	for (const [title, setUp] of Object.entries(sources)) {
		for (const tasks of [1, 20]) {
			it(`of ${title} is renewed once for ${tasks} ${tasks === 1 ? "task" : "tasks"}, and nothing is done twice`, async () => {
				const scene = await sceneWith((token, use) => token.startsWith("old") && use > (tasks === 1 ? 0 : usesOfOld));
				handOut(scene, "old 1", "new 1", "old 2", "new 2", "old 3", "new 3");

				const { results, output } = await scene.playAgain(setUp(scene), {
					sizes: [tasks],
					operations: ["up", "refresh", "destroy"],
				});

				assert.deepEqual(
					results.flatMap(({ errors }) => errors),
					[],
					output,
				);
				const { simulator } = scene;
				assert.equal(simulator.tasks().length, tasks);
				assert.equal(simulator.actions().filter((action) => action === "CreateAiCallTask").length, tasks);
				assert.ok(simulator.tasks().every(({ taskId, taskName }) => taskName === `released-${taskId}`));
				assert.ok((gate?.refused() ?? 0) >= 3, "each operation met an expired token");
				const doors = stage.office.asked.filter((door) => !door.startsWith("PUT"));
				assert.equal(doors.length, 6, "each operation asked twice");
			});
		}
	}

	it("of a profile of mode StsToken is read again from the file that somebody has renewed", async () => {
		const profile = (token: string, { keys }: Scene) =>
			cliFile({
				mode: "StsToken",
				access_key_id: keys.accessKeyId,
				access_key_secret: keys.accessKeySecret,
				sts_token: token,
			});
		const scene = await sceneWith(isOldAndUsed, (renewed) => {
			for (const [name, text] of Object.entries(profile("new", renewed))) writeFileSync(join(renewed.home, name), text);
		});

		const { results, output } = await scene.playAgain(
			{ files: profile("old", scene) },
			{ sizes: [20], operations: ["up"] },
		);

		assert.deepEqual(results, [{ operation: "up", tasks: 20, errors: [] }], output);
		assert.equal(scene.simulator.tasks().length, 20);
	});

	it("without a new one from its source fails with what to do, and creates nothing", async () => {
		const scene = await sceneWith((token) => token.startsWith("old"));
		handOut(scene, "old");

		const setUp = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } };
		const { results } = await scene.playAgain(setUp, { sizes: [2], operations: ["up"] });

		const errors = results.flatMap((result) => result.errors);
		assert.equal(errors.length, 2);
		for (const error of errors) assert.match(error, /InvalidSecurityToken\.Expired .+ Get a new security token/);
		assert.deepEqual(scene.simulator.tasks(), []);
		assert.ok((gate?.refused() ?? 0) <= 4, "each request is sent twice at most");
	});

	it("between the look-up and the creation leaves no note of a creation that was never sent", async () => {
		// The look-up is the first use.
		const scene = await sceneWith(
			(token, use) => token.startsWith("old") && use > 1,
			({ office }) => office.answerWith({ status: 403, body: "" }),
		);
		handOut(scene, "old", "new");
		const setUp = { env: { ALIBABA_CLOUD_CREDENTIALS_URI: `${officeUrl}/credentials` } };
		const flow = { sizes: [1], operations: ["up"] } as const;

		const first = await scene.playAgain(setUp, flow);
		assert.match(String(first.results[0]?.errors), /No credentials were found/);
		assert.deepEqual(scene.simulator.actions(), ["QueryAiCallTaskPage"]);
		// Created by another user in the meantime, with the same definition.
		scene.simulator.seedTasks([{ TaskName: "campaign-1-0", AgentId: agent }]);
		stage.office.answerWith(undefined);
		const second = await scene.playAgain(setUp, flow);

		assert.match(String(second.results[0]?.errors), /taskName is already held by task/);
	});

	it("whose source fails then fails with the source's own reason", async () => {
		const scene = await sceneWith(
			(token) => token.startsWith("old"),
			({ office }) => {
				office.answerWith({ status: 403, body: JSON.stringify({ Code: "NoPermission", Message: "not you" }) });
			},
		);
		handOut(scene, "old");

		const setUp = { files: { token: oidcToken }, env: oidcVariables(scene.home) };
		const { results } = await scene.playAgain(setUp, { sizes: [2], operations: ["up"] });

		const errors = results.flatMap((result) => result.errors);
		assert.equal(errors.length, 2);
		for (const error of errors) assert.match(error, /OIDC \(sts\.aliyuncs\.com refused \(HTTP 403, NoPermission\)\)/);
		assert.deepEqual(scene.simulator.tasks(), []);
	});
});
