import assert from "node:assert/strict";
import fc from "fast-check";
import { mostCallsWithin } from "../../provider/policies/contact-pressure";
import { report, task, unknownText } from "./support/run-policy";

const policy = "aiccs-contact-pressure";
const retrying = (props: Readonly<Record<string, unknown>>) =>
	task({ missCallRetry: true, callRetryReason: ["NO_ANSWER"], callRetryTimes: 3, callRetryInterval: 30, ...props });

describe("the policy of contact pressure", () => {
	it("accepts what the limits of mainland China allow, and tasks without retries", async () => {
		assert.deepEqual(await report(policy, retrying({})), []);
		assert.deepEqual(await report(policy, task({}), { mostRetries: 0, contacts: [{ minutes: 60, atMost: 1 }] }), []);
		assert.deepEqual(await report(policy, retrying({ missCallRetry: false }), { mostRetries: 0 }), []);
	});

	it("reports retries that come too fast, with the source of the limit", async () => {
		assert.deepEqual(await report(policy, retrying({ callRetryInterval: 1 })), [
			"callRetryTimes and callRetryInterval lead to too many calls to one person within 5 minutes. Allowed: 3 (电话号码外呼规则, Tencent Cloud Contact Center: what the carriers require of its numbers, 2026-02-11). Lower callRetryTimes, or choose a longer callRetryInterval.",
		]);
	});

	it("knows limits of days and weeks of other regions", async () => {
		assert.match(
			(await report(policy, retrying({}), { region: "HK", showValues: true })).join(),
			/too many calls \(4\) to one person within 7 days\. Allowed: 3 \(.*Hong Kong Monetary Authority, 2024-06-21\)/,
		);
		assert.deepEqual(await report(policy, retrying({ callRetryTimes: 2 }), { region: "HK" }), []);
		assert.deepEqual(await report(policy, retrying({}), { region: "FR" }), []);
	});

	it("counts a retry that waits for the next window on its own day", async () => {
		const short = { callDay: ["MONDAY", "WEDNESDAY"], callTime: [{ startTime: "09:00:00", endTime: "09:20:00" }] };
		const config = { contacts: [{ minutes: 1440, atMost: 1 }], showValues: true };

		assert.deepEqual(await report(policy, retrying(short), config), []);
		assert.match(
			(await report(policy, retrying({ ...short, callRetryInterval: 19 }), config)).join(),
			/too many calls \(2\)/,
		);
	});

	it("keeps the limits of the configuration", async () => {
		assert.deepEqual(await report(policy, retrying({}), { mostRetries: 2, leastInterval: 60 }), [
			"callRetryTimes is too large. Allowed: at most 2 (mostRetries in the configuration of the policy aiccs-contact-pressure). Lower callRetryTimes.",
			"callRetryInterval is too small. Allowed: 60 minutes or more (leastInterval in the configuration of the policy aiccs-contact-pressure). Choose a longer callRetryInterval.",
		]);
		assert.deepEqual(
			await report(policy, retrying({ callRetryTimes: 2, callRetryInterval: 60 }), {
				mostRetries: 2,
				leastInterval: 60,
			}),
			[],
		);
	});

	it("takes what is not set as the worst that the service may choose", async () => {
		const unset = retrying({ callRetryTimes: undefined, callRetryInterval: undefined });

		const found = await report(policy, unset, { mostRetries: 2, leastInterval: 5 });

		assert.equal(found.length, 3);
		assert.match(found[0] ?? "", /^callRetryTimes is not set, so the service chooses/);
		assert.match(found[1] ?? "", /^callRetryInterval is not set, so the service chooses/);
		assert.match(found[2] ?? "", /Set callRetryInterval: unset, the service chooses it\./);
	});

	it("waits for the update for what a preview does not know, and checks the rest", async () => {
		const unknown = retrying({ callRetryInterval: unknownText });

		assert.equal((await report(policy, unknown, { mostRetries: 2 })).length, 1);
		assert.deepEqual(await report(policy, retrying({ missCallRetry: unknownText }), { mostRetries: 0 }), []);
		assert.deepEqual(await report(policy, retrying({ callRetryInterval: 1, callTime: unknownText })), []);
	});

	it("finds the same most calls as a try of every second", () => {
		const span = fc.tuple(
			fc.integer({ min: 0, max: 3000 }),
			fc.integer({ min: 1, max: 400 }),
			fc.constantFrom(0, 604_800 - 3600),
		);
		const weeks = fc.array(span, { minLength: 1, maxLength: 3 }).map((spans) => {
			const sorted = spans
				.map(([start, length, late]) => ({ start: start + late, end: Math.min(start + late + length, 604_800) }))
				.sort((a, b) => a.start - b.start);
			return sorted.filter(({ start }, index) => index === 0 || start > (sorted[index - 1]?.end ?? 0));
		});
		const retries = fc.integer({ min: 1, max: 3 });
		fc.assert(
			fc.property(
				weeks,
				retries,
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 80 }),
				(week, times, interval, minutes) => {
					assert.equal(mostCallsWithin({ times, interval, week }, minutes), bruteForce(week, times, interval, minutes));
				},
			),
			{ numRuns: 150 },
		);
	}).timeout(60_000);
});

function bruteForce(
	week: readonly { start: number; end: number }[],
	times: number,
	interval: number,
	minutes: number,
): number {
	const open = week.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, second) => start + second));
	const twice = [...open, ...open.map((second) => second + 604_800)];
	let most = 0;
	for (const first of open) {
		let count = 1;
		let at = first;
		while (count <= times) {
			const next = twice.find((second) => second >= at + interval * 60);
			if (next === undefined || next - first >= minutes * 60) break;
			at = next;
			count++;
		}
		most = Math.max(most, count);
	}
	return most;
}
