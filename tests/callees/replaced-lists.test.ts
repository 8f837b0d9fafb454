import assert from "node:assert/strict";
import { describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

describeCampaign("a list that is replaced (--replace, taint)", (fixture) => {
	it("calls no one whom a task before the last one has called", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...rowsOf(1, 3));
		assert.deepEqual(await campaign.up({ source }), []);
		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [1, 2, 3].map(numberOf));

		campaign.taskId = campaign.newTask();
		assert.deepEqual(await campaign.up({ source }), []);
		assert.deepEqual(await campaign.up({ source }, { replace: ["people"] }), []);
		assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, 4)) }), []);

		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [1, 2, 3, 4].map(numberOf));
		assert.equal(campaign.outputs().leftOut, 3);
	});

	it("calls no one twice if it got another name before (alias)", async () => {
		const { campaign } = fixture;
		const source = campaign.people(...rowsOf(1, 3));
		assert.deepEqual(await campaign.up({ source }), []);
		campaign.place.wait(3600);
		campaign.rename("customers");
		campaign.taskId = campaign.newTask();

		assert.deepEqual(await campaign.up({ source }, { replace: ["customers"] }), []);

		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [1, 2, 3].map(numberOf));
		assert.equal(campaign.outputs().leftOut, 3);
	});
});
