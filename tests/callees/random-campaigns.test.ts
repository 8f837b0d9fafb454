import { quickShells } from "../support/shells";
import { playCampaign } from "./support/play";

/** About 13 runs each. `npm run soak -- --callees --seeds N` plays more of them. */
const seeds = 150;

describe("random lists that change while runs are killed, answers are lost and others work on the task", function () {
	this.timeout(300_000);

	for (const [index, shell] of quickShells.entries()) {
		it(`call no one twice, no one who was withdrawn or is not to be called, and everyone else, ${shell.title}`, async () => {
			// The code below the shells is the same, so that each shell plays other campaigns.
			for (let seed = 1; seed <= seeds; seed++) await playCampaign(index * seeds + seed, shell);
		});
	}
});
