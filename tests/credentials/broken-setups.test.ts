import assert from "node:assert/strict";
import { brokenSetups, canary } from "./support/broken-setups";
import { cloudSsoToken, oauthRefreshToken, oidcToken, user } from "./support/key-server";
import { type Account, openTestBed, type Run, type TestBed } from "./support/test-bed";

const flow = { sizes: [2], operations: ["preview", "up"] } as const;

/** The findings of a preview are JSON, and also say how to preview offline. */
function messagesOf({ results }: Run): string[] {
	return results.flatMap(({ operation, errors }) =>
		errors.map((error) =>
			operation === "preview" ? (/"problem":"((?:[^"\\]|\\.)*)"/.exec(error)?.[1] ?? error) : error,
		),
	);
}

function assertNothingSecret(account: Account, { output }: Run): void {
	const secrets = [
		canary,
		user.accessKeySecret,
		oidcToken,
		cloudSsoToken,
		oauthRefreshToken,
		account.keys.accessKeySecret,
		account.keys.securityToken,
	];
	for (const secret of secrets) assert.ok(!output.includes(secret), `${secret} is shown:\n${output}`);
}

describe("missing or broken credentials", function () {
	this.timeout(60_000);
	let testBed: TestBed;
	before(async () => {
		testBed = await openTestBed();
	});
	after(() => testBed.close());

	for (const { title, setup, disturb, reason, fix } of brokenSetups) {
		it(`are reported with the reason, what to do and nothing secret when ${title}`, async () => {
			const account = await testBed.newAccount();
			disturb?.(testBed.keyServer, testBed.network);

			const run = await account.runInSharedProcess(setup(account), flow);

			const messages = messagesOf(run).map((message) => message.replaceAll('\\"', '"'));
			// A preview reports one finding for the whole program.
			assert.equal(messages.length, 3, run.output);
			for (const message of messages) {
				assert.match(message, reason);
				assert.match(message, fix);
			}
			assertNothingSecret(account, run);
			assert.deepEqual(account.simulator.actions(), [], "nothing is sent");
		});
	}
});
