import assert from "node:assert/strict";
import { cloudSsoToken, oauthRefreshToken, oidcToken, user } from "./support/key-office";
import { openStage, type Played, type Scene, type Stage } from "./support/stage";
import { canary, wrongWays } from "./support/wrong-ways";

const flow = { sizes: [2], operations: ["preview", "up"] } as const;

/** The findings of a preview come as JSON, and say besides how to do without asking. */
function messagesOf({ results }: Played): string[] {
	return results.flatMap(({ operation, errors }) =>
		errors.map((error) =>
			operation === "preview" ? (/"problem":"((?:[^"\\]|\\.)*)"/.exec(error)?.[1] ?? error) : error,
		),
	);
}

function assertNothingSecret(scene: Scene, { output }: Played): void {
	const secrets = [
		canary,
		user.accessKeySecret,
		oidcToken,
		cloudSsoToken,
		oauthRefreshToken,
		scene.keys.accessKeySecret,
		scene.keys.securityToken,
	];
	for (const secret of secrets) assert.ok(!output.includes(secret), `${secret} is shown:\n${output}`);
}

describe("credentials that cannot be had", function () {
	this.timeout(60_000);
	let stage: Stage;
	before(async () => {
		stage = await openStage();
	});
	after(() => stage.close());

	for (const { title, setUp, befall, says, advises } of wrongWays) {
		it(`say why, what to do and nothing secret when ${title}`, async () => {
			const scene = await stage.newScene();
			befall?.(stage.office, stage.network);

			const played = await scene.playAgain(setUp(scene), flow);

			const messages = messagesOf(played).map((message) => message.replaceAll('\\"', '"'));
			// In a preview the whole program has one finding.
			assert.equal(messages.length, 3, played.output);
			for (const message of messages) {
				assert.match(message, says);
				assert.match(message, advises);
			}
			assertNothingSecret(scene, played);
			assert.deepEqual(scene.simulator.actions(), [], "nothing is sent");
		});
	}
});
