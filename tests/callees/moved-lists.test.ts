import assert from "node:assert/strict";
import { describeCampaign, numberOf, type Row, rowsOf } from "./support/describe-campaign";

const own: Row[] = [
	[numberOf(1), "A"],
	[numberOf(2), "B"],
	[numberOf(3), "C"],
	[numberOf(4), "D"],
	[numberOf(5), "E"],
];

describeCampaign(
	"a list that moves to another task while the service's lists lag",
	(fixture) => {
		it("leaves out whom the old task has called a moment ago", async () => {
			const { campaign } = fixture;
			const source = campaign.people(...rowsOf(1, 3));
			assert.deepEqual(await campaign.up({ source }, { newTasks: [campaign.taskId] }), []);
			assert.deepEqual(campaign.called(), [numberOf(1)]);
			campaign.taskId = campaign.newTask();

			assert.deepEqual(await campaign.up({ source }, { newTasks: [campaign.taskId] }), []);

			campaign.place.wait(3600);
			assert.deepEqual(campaign.called(), [1, 2, 3].map(numberOf));
		});
	},
	{ rowDelayAfterImport: 10, countDelayAfterImport: 10 },
);

describeCampaign("a list that gets another name without an alias", (fixture) => {
	it("withdraws who is taken off the list at the same time", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people(...own) }), []);
		campaign.name = "customers";

		const source = campaign.people(...own.slice(0, 4));
		assert.deepEqual(await campaign.up({ source }, { journal: campaign.place.newJournal() }), []);

		campaign.simulator.setStatus(campaign.taskId, "RUNNING");
		campaign.place.wait(3600);
		assert.deepEqual(campaign.called().toSorted(), [1, 2, 3, 4].map(numberOf));
	});

	it("leaves those alone whom others have imported", async () => {
		const { campaign } = fixture;
		assert.deepEqual(await campaign.up({ source: campaign.people(...own) }), []);
		campaign.others(numberOf(9));
		campaign.name = "customers";

		assert.deepEqual(await campaign.up({ source: campaign.people(...own) }), []);

		campaign.place.wait(3600);
		assert.deepEqual(campaign.called().toSorted(), [1, 2, 3, 4, 5, 9].map(numberOf));
	});
});

describeCampaign("a list that is replaced while people are taken off it", (fixture) => {
	it("withdraws them", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people(...own) }), []);

		const source = campaign.people(...own.slice(0, 4));
		assert.deepEqual(await campaign.up({ source }, { replace: ["people"], journal: campaign.place.newJournal() }), []);

		campaign.simulator.setStatus(campaign.taskId, "RUNNING");
		campaign.place.wait(3600);
		assert.deepEqual(campaign.called().toSorted(), [1, 2, 3, 4].map(numberOf));
	});
});
