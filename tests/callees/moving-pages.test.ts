import assert from "node:assert/strict";
import { type Campaign, describeCampaign, numberOf, rowsOf } from "./support/describe-campaign";

const people = 8;

/** Updates a list while, before some pages of its numbers, others import one and so many seconds pass. */
async function updateWhileReading(campaign: Campaign, pages: readonly number[], seconds: number): Promise<string[]> {
	campaign.taskId = campaign.newTask();
	campaign.engine.state.clear();
	assert.deepEqual(await campaign.up({ source: campaign.people(...rowsOf(1, people)) }), []);
	let read = 0;
	const before = (action: string) => {
		if (action !== "QueryAiCallDetailPage" || !pages.includes(++read)) return;
		campaign.others(numberOf(100 + read));
		campaign.place.wait(seconds);
	};
	assert.deepEqual(
		await campaign.up({ source: campaign.people(...rowsOf(1, people + 1)) }, { around: { before } }),
		[],
	);
	campaign.place.wait(7200);
	const called = campaign.simulator.calls().filter(({ taskId }) => taskId === campaign.taskId);
	return called.map(({ phoneNumber }) => phoneNumber).filter((number) => number < numberOf(100));
}

for (const detailOrder of ["oldest", "newest", "status-change"] as const) {
	describeCampaign(
		`a list whose task changes while its numbers are read, ${detailOrder} first`,
		(fixture) => {
			it("calls everyone once", async () => {
				// The numbers are read again when something has changed meanwhile, so each test changes both readings.
				for (let page = 2; page <= 5; page++) {
					for (let next = page + 7; next <= page + 15; next++) {
						const pages = [page, next];
						const called = await updateWhileReading(fixture.campaign, pages, 40);

						assert.deepEqual(
							called.toSorted(),
							rowsOf(1, people + 1).map(([number]) => number),
							`changed before pages ${pages.join()}`,
						);
					}
				}
			});
		},
		{ detailOrder, pageSizeAboveMax: "clamped", detailPageSizeMax: 2 },
	);
}
