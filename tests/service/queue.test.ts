import assert from "node:assert/strict";
import { createServer } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { ApiError, type Outcome } from "../../provider/service/api-error";
import { queryAiCallTaskPage, startAiCallTask } from "../../provider/service/operations";
import { Queue } from "../../provider/service/requests/queue";
import { describeSimulator } from "../support/describe-simulator";
import { listen } from "../support/servers";

function failure(outcome: Outcome, code = "Some"): ApiError {
	return new ApiError({ action: "StartAiCallTask", outcome, code, answer: "" });
}

function newQueue(retrySeconds: number, lines: string[] = []): Queue {
	return new Queue({ retrySeconds, log: (line) => void lines.push(line) });
}

/** How often a request is sent that first fails with these errors. */
async function timesSent(queue: Queue, mayRepeat: boolean, failures: ApiError[]): Promise<number> {
	let times = 0;
	const request = async () => {
		times++;
		const error = failures.shift();
		if (error !== undefined) throw error;
	};
	await queue.run(mayRepeat, request).catch(() => {});
	return times;
}

describe("the queue of requests", () => {
	const table: readonly (readonly [outcome: Outcome, code: string, mayRepeat: boolean, isSentAgain: boolean])[] = [
		["throttled", "Throttling.User", false, true],
		["unreachable", "ECONNREFUSED", false, true],
		["unclear", "Timeout", true, true],
		["unclear", "Timeout", false, false],
		["refused", "InvalidParameter", true, false],
		["credentials", "SignatureDoesNotMatch", true, false],
		["credentials", "InvalidSecurityToken.Expired", false, true],
	];
	for (const [outcome, code, mayRepeat, isSentAgain] of table) {
		const repeatable = mayRepeat ? "that may be repeated" : "that may not be repeated";
		it(`${isSentAgain ? "sends" : "does not send"} a request ${repeatable} again when it was ${outcome} (${code})`, async () => {
			assert.equal(await timesSent(newQueue(5), mayRepeat, [failure(outcome, code)]), isSentAgain ? 2 : 1);
		});
	}

	it("renews expired credentials once", async () => {
		const expired = () => failure("credentials", "SecurityTokenExpired");

		assert.equal(await timesSent(newQueue(5), true, [expired(), expired(), expired()]), 2);
	});

	it("renews expired credentials after throttling, too", async () => {
		const failures = [failure("throttled"), failure("credentials", "InvalidSecurityToken.Expired")];

		assert.equal(await timesSent(newQueue(5), false, failures), 3);
	});

	it("gives up after retrySeconds", async () => {
		const times = await timesSent(
			newQueue(1),
			true,
			Array.from({ length: 100 }, () => failure("throttled")),
		);

		assert.ok(times > 1 && times < 20, `${times} times`);
	});

	it("counts the seconds of a request from when it is first sent, not from when it is queued", async () => {
		const queue = newQueue(1);
		const slow = Array.from({ length: 20 }, () => queue.run(true, () => wait(700)));

		assert.equal(await timesSent(queue, true, [failure("throttled")]), 2);
		await Promise.all(slow);
	});

	it("sends at most ten at once", async () => {
		const queue = newQueue(1);
		let now = 0;
		let most = 0;
		const request = async () => {
			most = Math.max(most, ++now);
			await wait(2);
			now--;
		};

		await Promise.all(Array.from({ length: 200 }, () => queue.run(true, request)));

		assert.equal(most, 10);
	});

	it("completes every request at a service that throttles", async () => {
		const queue = newQueue(20);
		let allowance = 10;
		const refill = setInterval(() => {
			allowance = 10;
		}, 100);
		let refused = 0;
		const request = async () => {
			if (allowance-- > 0) return;
			refused++;
			throw failure("throttled");
		};

		await Promise.all(Array.from({ length: 100 }, () => queue.run(false, request)));

		clearInterval(refill);
		assert.ok(refused > 0);
	});
});

describeSimulator("a pause that the service asks for", (fixture) => {
	it("delays every request of the run", async () => {
		const { api } = fixture.context;
		await api.call(queryAiCallTaskPage, {});
		fixture.simulator.fault({ fault: "throttle", retryAfter: 1000 });

		const first = api.call(queryAiCallTaskPage, {});
		await wait(100);
		const others = [api.call(queryAiCallTaskPage, {}), api.call(queryAiCallTaskPage, {})];
		await wait(100);
		assert.equal(fixture.simulator.actions().length, 2, "nothing is sent while the service asks to wait");
		await Promise.all([first, ...others]);

		assert.equal(fixture.simulator.actions().length, 5);
	});

	it("does not delay requests to other servers", async () => {
		fixture.simulator.fault({ fault: "throttle", retryAfter: 2000 });
		let isAnswered = false;
		const throttled = fixture.context.api.call(queryAiCallTaskPage, {}).then(() => {
			isAnswered = true;
		});
		await wait(100);
		const other = await listen(
			createServer((_request, response) => response.end('{"Code":"OK","Success":true,"Data":{}}')),
		);

		const context = fixture.newContext({ configuration: { "aiccs:endpoint": `http://127.0.0.1:${other.port}` } });
		await context.api.call(queryAiCallTaskPage, {});

		assert.equal(isAnswered, false, "the throttled request still waits");
		other.close();
		await throttled;
	});
});

describeSimulator("the timeout of an answer", (fixture) => {
	it("applies on a reused connection", async () => {
		const { api } = fixture.newContext({
			configuration: { "aiccs:requestTimeoutSeconds": "0.5", "aiccs:retrySeconds": "0" },
		});
		for (let request = 0; request < 3; request++) await api.call(queryAiCallTaskPage, {});
		fixture.simulator.fault({ fault: "timeout-before" });

		await assert.rejects(
			api.call(startAiCallTask, { TaskId: "1" }),
			/StartAiCallTask failed: Timeout\. No answer arrived in time\./,
		);
	});
});
