import assert from "node:assert/strict";
import { fateOf, type Phase } from "../../provider/callees/fate";
import type { CallDetail } from "../../provider/service/operations";
import type { Settings } from "../../simulator";
import { describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

const now = Date.parse("2026-01-05T10:00:00+08:00");
const calledAt = now - 60_000;

interface Case {
	readonly title: string;
	readonly phase: Phase;
	readonly row: Partial<CallDetail>;
	readonly fate: ReturnType<typeof fateOf>;
}

const cases: readonly Case[] = [
	{ title: "in a task that has not started", phase: "pending", row: { Status: 0 }, fate: "waiting" },
	{ title: "waiting", phase: "pending", row: { Status: 1, CallingTime: null, CallId: null }, fate: "waiting" },
	{
		title: "waiting, with 0 and empty text for null",
		phase: "pending",
		row: { Status: 1, CallingTime: 0, CallId: "" },
		fate: "waiting",
	},
	{ title: "waiting for a retry", phase: "pending", row: { Status: 2 }, fate: "retrying" },
	{
		title: "waiting for a retry, without its status",
		phase: "pending",
		row: { CallingTime: calledAt },
		fate: "retrying",
	},
	{ title: "being called, listed as pending", phase: "pending", row: { Status: 3, CallingTime: now }, fate: "called" },
	{ title: "being called, listed as completed", phase: "completed", row: { Status: 3 }, fate: "called" },
	{ title: "reached", phase: "completed", row: { Status: 4, CallResult: "ANSWERED", CallId: "1" }, fate: "called" },
	{
		title: "given up",
		phase: "failed",
		row: { Status: 5, CallResult: "NO_ANSWER", CallingTime: calledAt },
		fate: "called",
	},
	{
		title: "refused as a bad number",
		phase: "failed",
		row: { Status: 5, CallResult: "INVALID_NUMBER" },
		fate: "called",
	},
	{ title: "cancelled", phase: "failed", row: { Status: 5, CallResult: "CANCEL" }, fate: "cancelled" },
	{ title: "cancelled, without a result", phase: "failed", row: { Status: 5, CallResult: null }, fate: "cancelled" },
	{ title: "cancelled after a call", phase: "failed", row: { CallResult: "CANCEL", CallId: "1" }, fate: "called" },
	{ title: "failed without a result after a call", phase: "failed", row: { CallingTime: calledAt }, fate: "called" },
	{
		title: "expired, by text",
		phase: "failed",
		row: { CallResult: "CANCEL", CallExpireTime: "2026-01-05 09:59:59" },
		fate: "called",
	},
	{ title: "expired, by number", phase: "failed", row: { CallResult: "CANCEL", CallExpireTime: now }, fate: "called" },
	{
		title: "cancelled before its expiry, by text",
		phase: "failed",
		row: { CallResult: "CANCEL", CallExpireTime: "2026-01-05 10:00:01" },
		fate: "cancelled",
	},
	{
		title: "cancelled before its expiry, by number",
		phase: "failed",
		row: { CallResult: "CANCEL", CallExpireTime: now + 1 },
		fate: "cancelled",
	},
	{
		title: "cancelled, with 0 for no expiry",
		phase: "failed",
		row: { CallResult: "CANCEL", CallExpireTime: 0 },
		fate: "cancelled",
	},
];

describe("the fate of a number", () => {
	for (const { title, phase, row, fate } of cases) {
		it(`is "${fate}": ${title}`, () => {
			const whole = { DetailId: "1", BatchId: "1", CalledNumber: "", OutId: "", Status: null, CallResult: null };
			const rest = { CallId: null, CallingTime: null, CallExpireTime: null };

			assert.equal(fateOf({ ...whole, ...rest, ...row }, phase, now), fate);
		});
	}
});

const readings: readonly Partial<Settings>[] = [
	{ cancelledNumbers: "failed" },
	{ cancelledNumbers: "failed-without-result", nullFields: "null" },
	{ cancelledNumbers: "vanishes", totalCount: "without-cancelled" },
];

for (const reading of readings) {
	describeCampaign(
		`who was withdrawn and is put on the list again, by ${JSON.stringify(reading)}`,
		(fixture) => {
			it("is called once, and who was called meanwhile is not called again", async () => {
				const { campaign } = fixture;
				assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 6)) }), []);
				campaign.place.wait(200);
				const called = campaign.called();
				assert.ok(called.length > 1 && called.length < 6);
				assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 1)) }), []);

				assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 6)) }), []);

				campaign.place.wait(7200);
				assert.deepEqual(campaign.called().toSorted(), [1, 2, 3, 4, 5, 6].map(numberOf));
			});
		},
		reading,
	);
}

describeCampaign("numbers that expire", (fixture) => {
	it("are not imported again", async () => {
		const { campaign } = fixture;
		campaign.taskId = campaign.newTask({ CallExpireType: 1, CallExpireMinutes: 5 });
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 3)) }), []);
		campaign.place.wait(600);

		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 4)) }), []);

		assert.deepEqual(
			campaign.details().map(({ phoneNumber, status }) => [phoneNumber, status]),
			[...rowsOf(1, 3).map(([number]) => [number, "failed"]), [numberOf(4), "waiting"]],
		);
	});
});
