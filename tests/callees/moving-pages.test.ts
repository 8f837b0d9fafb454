import assert from "node:assert/strict";
import { type Campaign, describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

const people = 8;

/** Updates a list while, between two pages of its numbers, others import one and so many seconds pass. */
async function updateWhileReading(campaign: Campaign, page: number, seconds: number): Promise<string[]> {
	campaign.taskId = campaign.newTask();
	campaign.engine.state.clear();
	assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, people)) }), []);
	let pages = 0;
	const before = (action: string) => {
		if (action !== "QueryAiCallDetailPage" || ++pages !== page) return;
		campaign.others(numberOf(99));
		campaign.place.wait(seconds);
	};
	assert.deepEqual(
		await campaign.up({ source: campaign.people(...rowsOf(1, people + 1)) }, { around: { before } }),
		[],
	);
	campaign.place.wait(7200);
	const called = campaign.simulator.calls().filter(({ taskId }) => taskId === campaign.taskId);
	return called.map(({ phoneNumber }) => phoneNumber).filter((number) => number !== numberOf(99));
}

for (const detailOrder of ["oldest", "newest", "status-change"] as const) {
	describeCampaign(
		`a list whose task changes while its numbers are read, ${detailOrder} first`,
		(fixture) => {
			it("calls everyone once", async () => {
				for (let page = 1; page <= 14; page++) {
					for (const seconds of [10, 40, 70, 120]) {
						const called = await updateWhileReading(fixture.campaign, page, seconds);

						assert.deepEqual(
							called.toSorted(),
							rowsOf(1, people + 1).map(([number]) => number),
							`${seconds} s before page ${page}`,
						);
					}
				}
			});
		},
		{ detailOrder, pageSizeAboveMax: "clamped", detailPageSizeMax: 2 },
	);
}
