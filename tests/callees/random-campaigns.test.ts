import { playCampaign } from "./support/play";

/** About 13 runs each. `npm run soak -- --callees --seeds N` plays more of them. */
const seeds = 300;

describe("random lists that change while runs are killed, answers are lost and others work on the task", function () {
	this.timeout(300_000);

	it("call no one twice, no one who was withdrawn or is not to be called, and everyone else", async () => {
		for (let seed = 1; seed <= seeds; seed++) await playCampaign(seed);
	});
});
