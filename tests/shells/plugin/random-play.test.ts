import fc from "fast-check";
import { playCampaign } from "../../callees/support/play";
import { shells } from "../../support/shells";

/** Those of tests/callees/random-campaigns.test.ts come before them. */
const firstSeed = 1000;

describe("random lists in the plugin over connections, while runs are killed, answers are lost and others work on the task", function () {
	this.timeout(120_000);

	it("call no one twice, no one who was withdrawn or is not to be called, and everyone else", async () => {
		const plugin = shells.find(({ title }) => title === "the plugin");
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: firstSeed, max: 1_000_000 }), async (seed) => {
				await playCampaign(seed, plugin);
			}),
			{ numRuns: 20, seed: 15 },
		);
	});
});
