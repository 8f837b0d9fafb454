import assert from "node:assert/strict";
import { ApiError } from "../../provider/service/api-error";
import { createAiCallTask, queryAiCallTaskDetail } from "../../provider/service/operations";
import { Queue } from "../../provider/service/requests/queue";
import { aTask } from "../simulator/support/tasks";
import { describeSimulator } from "../support/describe-simulator";
import { inVirtualTime, pass } from "./support/virtual-time";

/** Whether the service accepts a request that arrives now. */
type Gateway = () => boolean;

/** Refilled all the time, up to the requests of one second. */
function bucket(perSecond: () => number): Gateway {
	let left = perSecond();
	let refilled = Date.now();
	return () => {
		left = Math.min(perSecond(), left + ((Date.now() - refilled) / 1000) * perSecond());
		refilled = Date.now();
		if (left < 1) return false;
		left--;
		return true;
	};
}

/** So many requests in each second of the clock. */
function eachSecond(quota: number): Gateway {
	let second = 0;
	let accepted = 0;
	return () => {
		if (Math.floor(Date.now() / 1000) !== second) accepted = 0;
		second = Math.floor(Date.now() / 1000);
		return ++accepted <= quota;
	};
}

interface Process {
	readonly queue: Queue;
	readonly lines: string[];
	/** Milliseconds that its requests took, and how many were throttled. */
	took: number;
	throttled: number;
	/** The longest time between a request's first sending and its success, in milliseconds. */
	longest: number;
}

function newProcess(retrySeconds = 300): Process {
	const lines: string[] = [];
	const queue = new Queue({ retrySeconds, log: (line) => void lines.push(line) });
	return { queue, lines, took: 0, throttled: 0, longest: 0 };
}

/** Sends requests, all of which must succeed. `retryAfter`: the pause that the service asks for. */
async function send(process: Process, count: number, gateway: Gateway, retryAfter = 0): Promise<void> {
	const begun = Date.now();
	const one = () => {
		let firstSent: number | undefined;
		const request = async () => {
			firstSent ??= Date.now();
			await pass(3);
			const isAccepted = gateway();
			await pass(3);
			if (!isAccepted) {
				process.throttled++;
				process.queue.pauseFor(retryAfter);
				throw new ApiError({ action: "CreateAiCallTask", outcome: "throttled", code: "Throttling.User", answer: "" });
			}
			process.longest = Math.max(process.longest, Date.now() - firstSent);
		};
		return process.queue.run(false, request);
	};
	await Promise.all(Array.from({ length: count }, one));
	process.took += Date.now() - begun;
}

/** Of the requests that the service would have accepted in the time that was taken. */
function shareUsed(count: number, milliseconds: number, perSecond: number): number {
	return count / (perSecond + (milliseconds / 1000) * perSecond);
}

/** Does work with a process of its own. */
function withProcess(work: (process: Process) => Promise<void>): Promise<void> {
	return inVirtualTime(() => work(newProcess()));
}

describe("a queue whose service has a quota", () => {
	for (const quota of [5, 50, 200]) {
		it(`uses at least 95 % of ${quota} requests a second`, () =>
			withProcess(async (process) => {
				await send(
					process,
					quota * 20,
					bucket(() => quota),
				);

				const share = shareUsed(quota * 20, process.took, quota);
				assert.ok(share >= 0.95 && share <= 1, `${share}`);
			}));
	}

	it("throttles few of its own requests", () =>
		withProcess(async (process) => {
			await send(
				process,
				1000,
				bucket(() => 50),
			);

			assert.ok(process.throttled < 200, `${process.throttled}`);
		}));

	it("uses at least 95 % of one that is counted by the second", () =>
		withProcess(async (process) => {
			await send(process, 1000, eachSecond(50));

			// Nothing is kept from second to second: 20 s at best.
			assert.ok(process.took <= 20_000 / 0.95, `${process.took}`);
		}));

	for (const retryAfter of [20, 1000]) {
		it(`uses at least 95 % of it when the service asks for pauses of ${retryAfter} ms`, () =>
			withProcess(async (process) => {
				await send(
					process,
					1000,
					bucket(() => 50),
					retryAfter,
				);

				const share = shareUsed(1000, process.took, 50);
				assert.ok(share >= 0.95, `${share}`);
			}));
	}

	it("follows a quota that changes", () =>
		withProcess(async (process) => {
			let quota = 50;
			const gateway = bucket(() => quota);
			const took = async (count: number) => {
				const before = process.took;
				await send(process, count, gateway);
				return process.took - before;
			};

			await took(500);
			quota = 10;
			const slow = await took(200);
			quota = 200;
			const fast = await took(2000);

			assert.ok(slow < 21_000, `${slow}`);
			assert.ok(fast < 15_000, `${fast}`);
		}));

	it("shares it with another process", () =>
		inVirtualTime(async () => {
			const [one, other] = [newProcess(), newProcess()];
			const gateway = bucket(() => 50);

			await Promise.all([send(one, 500, gateway), pass(3000).then(() => send(other, 500, gateway))]);

			const share = shareUsed(1000, Math.max(one.took, other.took + 3000), 50);
			assert.ok(share >= 0.95, `${share}`);
		}));

	it("keeps no request waiting", () =>
		withProcess(async (process) => {
			await send(
				process,
				300,
				bucket(() => 5),
			);

			assert.ok(process.longest < 10_000, `${process.longest}`);
		}));

	it("goes on at its pace after a time in which nothing was accepted", () =>
		withProcess(async (process) => {
			const gateway = bucket(() => 50);
			const outage = { from: Date.now() + 5000, to: Date.now() + 35_000 };
			const isOut = () => Date.now() > outage.from && Date.now() < outage.to;

			await send(process, 500, () => !isOut() && gateway());

			assert.ok(process.took < 41_000, `${process.took}`);
		}));

	it("does not come to a standstill when every third request is throttled whatever the pace is", () =>
		withProcess(async (process) => {
			let requests = 0;

			await send(process, 300, () => ++requests % 3 !== 0);

			assert.ok(process.took < 30_000, `${process.took}`);
		}));

	it("reports every 15 seconds of throttling, with the pace", () =>
		withProcess(async (process) => {
			await send(
				process,
				2000,
				bucket(() => 50),
			);

			assert.equal(process.lines.length, 2);
			for (const line of process.lines) {
				assert.match(line, /^The service is throttling requests; they are retried, and sent at about \d+ a second\.$/);
			}
		}));

	it("gives up after retrySeconds if nothing is accepted", () =>
		inVirtualTime(async () => {
			const process = newProcess(10);

			await assert.rejects(
				send(process, 1, () => false),
				/Throttling\.User/,
			);

			assert.ok(process.throttled > 20 && process.throttled < 60, `${process.throttled}`);
		}));
});

describe("a queue whose service has no quota", () => {
	it("waits for answers only", () =>
		withProcess(async (process) => {
			await send(process, 1000, () => true);

			// Ten at a time, and 6 ms for each.
			assert.equal(process.took, 600);
		}));
});

describeSimulator("an account with a quota", (fixture) => {
	it("creates every task once, and no request fails", async () => {
		const { api } = fixture.context;
		fixture.simulator.configure({ requestsPerSecond: 20 });

		const names = Array.from({ length: 50 }, (_, index) => `task ${index}`);
		const ids = await Promise.all(names.map((TaskName) => api.call(createAiCallTask, aTask({ TaskName }))));
		await Promise.all(ids.slice(0, 20).map((TaskId) => api.call(queryAiCallTaskDetail, { TaskId })));

		const throttled = fixture.simulator.requests().filter(({ code }) => code === "Throttling.User");
		assert.ok(throttled.length > 0);
		assert.deepEqual(
			fixture.simulator
				.tasks()
				.map(({ taskId }) => taskId)
				.sort(),
			ids.sort(),
		);
	});
});
