import assert from "node:assert/strict";
import fc from "fast-check";
import { weekdays } from "../../provider/definition/shanghai-time";
import { type Load, peakWith } from "../../provider/policies/account-concurrency";
import { weekOf } from "../../provider/policies/week";
import { reports, task, unknownText } from "./support/run-policy";
import { calendar, callsAt } from "./support/weeks";

const policy = "aiccs-account-concurrency";
const limit = { limit: 20 };
const morning = [{ startTime: "09:00:00", endTime: "12:00:00" }];
const evening = [{ startTime: "12:00:00", endTime: "18:00:00" }];
const named = (name: string, props: Readonly<Record<string, unknown>>) =>
	task({ taskCps: 15, callTime: morning, ...props }, { name });

describe("the policy of the account's concurrency", () => {
	it("reports the task with which the sum exceeds the limit, and the others that can call at that time", async () => {
		const all = [named("one", { taskCps: 10 }), named("two", { taskCps: 10 }), named("three", { taskCps: 1 })];

		assert.deepEqual(await reports(policy, all, limit), [
			[],
			[],
			[
				'taskCps, added to that of "one", "two", which can call at the same time, exceeds what the account may call. Allowed: 20 (limit in the configuration of the policy aiccs-account-concurrency). Lower taskCps, or let one of them call at other hours or on other days.',
			],
		]);
	});

	it("adds up the tasks of each account, and takes the limit of an account before the general one", async () => {
		const all = [
			named("one", {}),
			named("two", { account: "emea" }),
			named("three", { account: "apac" }),
			named("four", { account: "emea" }),
			named("five", { account: "apac" }),
			named("six", {}),
		];

		const found = await reports(policy, all, { ...limit, limits: { emea: 30, apac: 10 } });

		assert.deepEqual(
			found.map(([message = ""]) => [
				/added to that of "(\w+)"/.exec(message)?.[1],
				/Allowed: (\d+)/.exec(message)?.[1],
			]),
			[
				[undefined, undefined],
				[undefined, undefined],
				[undefined, "10"],
				[undefined, undefined],
				["three", "10"],
				["one", "20"],
			],
		);
	});

	it("checks only the accounts that have a limit if there is no general one", async () => {
		const all = [named("one", { taskCps: 100 }), named("two", { taskCps: 100, account: "emea" })];

		const [own = [], emea = []] = await reports(policy, all, { limits: { emea: 30 } });

		assert.deepEqual([own.length, emea.length], [0, 1]);
	});

	it("reports a task that exceeds the limit alone", async () => {
		const [[message = ""] = []] = await reports(policy, [named("one", { taskCps: 21 })], {
			...limit,
			showValues: true,
		});

		assert.match(
			message,
			/^taskCps exceeds what the account may call \(21 calls at a time on MONDAY 09:00:00-12:00:00 in China\)\./,
		);
	});

	for (const [title, other] of Object.entries({
		"at other hours": { callTime: evening },
		"on other days": { callDay: ["TUESDAY"] },
		"in hours that callableTime takes away": { callableTime: evening },
		"never, because they are stopped": { runState: "stopped" },
		"after the first one has expired": { startType: "SCHEDULE", taskStartTime: "2027-03-01T00:00:00+08:00" },
	})) {
		it(`does not add tasks that call ${title}`, async () => {
			const first = named("one", { callExpireType: 2, callExpireDate: "2027-02-01 00:00:00" });

			assert.deepEqual(await reports(policy, [first, named("two", other)], limit), [[], []]);
			assert.deepEqual(await reports(policy, [named("two", other), first], limit), [[], []]);
		});
	}

	it("adds tasks whose times overlap, whichever begins first", async () => {
		const until = { callExpireType: 2, callExpireDate: "2027-02-01 00:00:00" };
		const from = { startType: "SCHEDULE", taskStartTime: Date.parse("2027-01-01T00:00:00+08:00") };

		for (const pair of [
			[until, from],
			[from, until],
		] as const) {
			const [first, second] = await reports(policy, [named("one", pair[0]), named("two", pair[1])], limit);
			assert.deepEqual([first?.length, second?.length], [0, 1]);
		}
	});

	it("does not add two tasks to a third one at the same time if one expires before the other starts", async () => {
		const until = named("until", { taskCps: 10, callExpireType: 2, callExpireDate: "2027-02-01 00:00:00" });
		const from = named("from", { taskCps: 10, startType: "SCHEDULE", taskStartTime: "2027-03-01T00:00:00+08:00" });
		const always = named("always", { taskCps: 10 });

		for (const order of [
			[until, from, always],
			[always, until, from],
		])
			assert.deepEqual(await reports(policy, order, limit), [[], [], []]);
		assert.equal((await reports(policy, [until, from, always], { limit: 19 }))[2]?.length, 1);
	});

	it("does not know a limit unless the configuration gives one", async () => {
		assert.deepEqual(await reports(policy, [named("one", { taskCps: 500 })]), [[]]);
	});

	it("reports a task without taskCps, unless the configuration says what it counts as", async () => {
		const unset = named("one", { taskCps: undefined });

		assert.match((await reports(policy, [unset], limit)).join(), /^taskCps is not set, so the service chooses/);
		assert.deepEqual(await reports(policy, [unset, named("two", {})], { ...limit, unsetTaskCps: 5 }), [[], []]);
		assert.equal((await reports(policy, [unset, named("two", {})], { ...limit, unsetTaskCps: 6 }))[1]?.length, 1);
	});

	it("counts a resource that it sees again once, with its last values", async () => {
		const all = [named("one", {}), named("one", {}), named("one", { taskCps: 1 }), named("two", {})];

		assert.deepEqual(await reports(policy, all, limit), [[], [], [], []]);
	});

	for (const unknown of [{ taskCps: unknownText }, { callTime: unknownText }, { callDay: unknownText }])
		it(`leaves out a task in a preview that does not know ${Object.keys(unknown)}`, async () => {
			assert.deepEqual(await reports(policy, [named("one", unknown), named("two", {})], limit), [[], []]);
		});

	it("names five of many tasks", async () => {
		const many = Array.from({ length: 9 }, (_, index) => named(`n${index}`, { taskCps: 3 }));

		const last = (await reports(policy, many, limit)).at(-1);

		assert.match(last?.join() ?? "", /"n4" and 3 more, which/);
	});

	it("accepts 300 tasks that reach the limit together", async () => {
		const many = Array.from({ length: 300 }, (_, index) => named(`n${index}`, { taskCps: 1 }));

		assert.deepEqual((await reports(policy, many, { limit: 300 })).flat(), []);
		assert.equal((await reports(policy, many, { limit: 299 })).flat().length, 1);
	});

	it("finds the same peak as a count at every minute of the week", () => {
		const loaded = fc.record({ one: calendar, taskCps: fc.integer({ min: 1, max: 9 }) });
		fc.assert(
			fc.property(fc.array(loaded, { minLength: 1, maxLength: 5 }), (all) => {
				const loads = all.map(
					({ one, taskCps }, index): Load => ({
						name: `n${index}`,
						taskCps,
						week: weekOf(one),
						from: -Infinity,
						to: Infinity,
					}),
				);
				const [first = assert.fail(), ...others] = loads;
				const [mine = assert.fail()] = all;
				let highest = 0;
				for (const day of weekdays) {
					for (let minute = 0; minute < 1440; minute++) {
						if (!callsAt(mine.one, day, minute)) continue;
						const sum = all.reduce((total, { one, taskCps }) => total + (callsAt(one, day, minute) ? taskCps : 0), 0);
						highest = Math.max(highest, sum);
					}
				}

				const peak = peakWith(first, others);

				assert.equal(peak.sum, highest);
				assert.equal(
					peak.loads.reduce((total, { taskCps }) => total + taskCps, 0),
					highest,
				);
			}),
			{ numRuns: 100 },
		);
	}).timeout(60_000);
});
