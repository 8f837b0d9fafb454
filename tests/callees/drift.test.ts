import assert from "node:assert/strict";
import { type Campaign, describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

/** Imports six people into a stopped task, and refreshes once. */
async function imported(campaign: Campaign): Promise<void> {
	campaign.simulator.setStatus(campaign.taskId, "STOPPED");
	assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 6)) }), []);
	assert.deepEqual(await refreshed(campaign), [], "what others had imported before is not known");
}

/** Refreshes the stack, and returns the lines that it logs. */
async function refreshed({ engine, place }: Campaign): Promise<string[]> {
	const before = place.lines.length;
	assert.deepEqual(await engine.refresh(), []);
	return place.lines.slice(before);
}

describeCampaign("a refresh of a list", (fixture) => {
	it("says how many numbers the task has more, and an update leaves them", async () => {
		const { campaign } = fixture;
		await imported(campaign);
		assert.deepEqual(await refreshed(campaign), []);
		campaign.others(numberOf(8), numberOf(9));

		assert.deepEqual(await refreshed(campaign), [
			`Task ${campaign.taskId} has 2 numbers more than at the last refresh (8), although this list has not changed. An interrupted run or others imported them: pulumi up leaves those of others, unless doNotCall has them.`,
		]);
		assert.deepEqual(await refreshed(campaign), [], "said once");
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 7)) }), []);
		assert.equal(campaign.details().filter(({ status }) => status === "waiting").length, 9);
		assert.deepEqual(await refreshed(campaign), [], "an update begins the count again");
	});

	it("says nothing of calls, and sends no request more than before", async () => {
		const { campaign } = fixture;
		await imported(campaign);
		campaign.actions();
		await refreshed(campaign);
		const requests = campaign.actions();
		campaign.simulator.setStatus(campaign.taskId, "RUNNING");
		campaign.simulator.advance(3600);
		assert.ok(campaign.called().length > 0);
		campaign.others(numberOf(9));

		const lines = await refreshed(campaign);

		assert.equal(lines.length, 1);
		assert.match(lines[0] ?? "", /has 1 number more than/);
		assert.deepEqual(campaign.actions(), requests);
	});

	it("says that the task is gone", async () => {
		const { campaign } = fixture;
		await imported(campaign);
		campaign.simulator.removeTask(campaign.taskId);

		assert.deepEqual(await refreshed(campaign), [
			`Task ${campaign.taskId} is no longer in the account. A refresh removes its list from the stack.`,
		]);
		assert.equal(campaign.engine.state.size, 0);
	});
});

describeCampaign(
	"a refresh of a list whose task counts no cancelled numbers",
	(fixture) => {
		it("says how many numbers were withdrawn, and the next change of the list imports them again", async () => {
			const { campaign } = fixture;
			await imported(campaign);
			const { simulator, taskId } = campaign;
			const [cancelled = assert.fail()] = simulator.details(taskId);
			await simulator.perform("CancelAiCallDetails", {
				TaskId: taskId,
				DetailIdList: JSON.stringify([cancelled.detailId]),
			});
			assert.equal(simulator.details(taskId).filter(({ callResult }) => callResult === "CANCEL").length, 1);

			const lines = await refreshed(campaign);

			assert.deepEqual(lines, [
				`Task ${taskId} has 1 number fewer than at the last refresh (5), although this list has not changed. Someone has withdrawn them: the next change of the list imports those who are on it and were not called. To prevent that, use doNotCall.`,
			]);
			assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 7)) }), []);
			assert.equal(simulator.details(taskId).filter(({ status }) => status === "waiting").length, 7);
		});
	},
	{ totalCount: "without-cancelled", cancelledNumbers: "vanishes" },
);

describeCampaign(
	"a refresh right after an import that the service counts late",
	(fixture) => {
		it("does not take the list's own people for those of others", async () => {
			const { campaign } = fixture;
			await imported(campaign);
			await campaign.place.newContext().sleep(60_000);

			assert.deepEqual(await refreshed(campaign), []);
		});
	},
	{ countDelayAfterImport: 10 },
);
