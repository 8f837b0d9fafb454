import assert from "node:assert/strict";
import { ApiError } from "../../provider/service/api-error";
import { type Campaign, describeCampaign, numberOf } from "./support/describe-campaign";

function refuseCancelling(action: string): void {
	if (action !== "CancelAiCallDetails") return;
	throw new ApiError({ action, outcome: "refused", code: "DetailStatus.Invalid", answer: "" });
}

/** Lets the task call the next number just before a request. */
function callsBefore(campaign: Campaign, wanted: string) {
	return { before: (action: string) => (action === wanted ? campaign.place.wait(300) : undefined) };
}

describeCampaign("a person who gets another number", (fixture) => {
	it("is called on the new one if the old one waits", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people([numberOf(1), "A"], [numberOf(2), "B"]) }), []);

		assert.deepEqual(await campaign.up({ source: campaign.people([numberOf(3), "A"], [numberOf(2), "B"]) }), []);

		campaign.simulator.setStatus(campaign.taskId, "RUNNING");
		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [numberOf(2), numberOf(3)]);
	});

	it("is called once if the old one is called before it can be withdrawn", async () => {
		const { campaign } = fixture;
		assert.deepEqual(await campaign.up({ source: campaign.people([numberOf(1), "A"], [numberOf(2), "B"]) }), []);
		assert.deepEqual(campaign.called(), [numberOf(1)]);

		const source = campaign.people([numberOf(1), "A"], [numberOf(3), "B"]);
		assert.deepEqual(await campaign.up({ source }, { around: callsBefore(campaign, "CancelAiCallDetails") }), []);

		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [numberOf(1), numberOf(2)]);
		assert.equal(campaign.outputs().tooLate, 1);
	});

	it("does not have that number called twice when two people swap theirs", async () => {
		const { campaign } = fixture;
		const rows = [
			[numberOf(9), "Z"],
			[numberOf(1), "A"],
			[numberOf(2), "B"],
		] as const;
		assert.deepEqual(await campaign.up({ source: campaign.people(...rows) }), []);

		const source = campaign.people([numberOf(9), "Z"], [numberOf(2), "A"], [numberOf(1), "B"]);
		assert.deepEqual(await campaign.up({ source }, { around: callsBefore(campaign, "CancelAiCallDetails") }), []);

		campaign.place.wait(3600);
		assert.deepEqual(campaign.called().toSorted(), [numberOf(1), numberOf(2), numberOf(9)]);
	});
});

describeCampaign(
	"a person who gets another number, where the service drops an outId that it has",
	(fixture) => {
		it("is reported, and others are imported", async () => {
			const { campaign } = fixture;
			campaign.simulator.setStatus(campaign.taskId, "STOPPED");
			assert.deepEqual(await campaign.up({ source: campaign.people([numberOf(1), "A"], [numberOf(2), "B"]) }), []);
			const source = campaign.people([numberOf(3), "A"], [numberOf(2), "B"], [numberOf(4), "C"]);

			const [error = ""] = await campaign.up({ source });

			assert.match(error, /^1 person on the list \(line 2\) had been withdrawn from the task before/);
			assert.deepEqual(
				campaign.details().flatMap(({ phoneNumber, status }) => (status === "waiting" ? [phoneNumber] : [])),
				[numberOf(2), numberOf(4)],
			);
			assert.equal((await campaign.up({ source })).length, 1, "as long as they are on the list");
		});
	},
	{ duplicateOutIds: "dropped" },
);

describeCampaign("a person who gets another number, where the old one cannot be withdrawn", (fixture) => {
	it("is reported, and imported once the old one is withdrawn", async () => {
		const { campaign } = fixture;
		campaign.simulator.setStatus(campaign.taskId, "STOPPED");
		assert.deepEqual(await campaign.up({ source: campaign.people([numberOf(1), "A"], [numberOf(2), "B"]) }), []);
		const source = campaign.people([numberOf(3), "A"], [numberOf(2), "B"]);

		const [error = ""] = await campaign.up({ source }, { around: { before: refuseCancelling } });

		assert.match(error, /^1 person on the list \(line 2\) have another number now/);
		assert.equal(campaign.details().length, 2);
		assert.deepEqual(await campaign.up({ source }), []);
		campaign.simulator.setStatus(campaign.taskId, "RUNNING");
		campaign.place.wait(3600);
		assert.deepEqual(campaign.called(), [numberOf(2), numberOf(3)]);
	});
});
