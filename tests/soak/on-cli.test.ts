import { openOnCli } from "../support/soak/on-cli";
import { presetOf, presets } from "../support/soak/presets";
import { replay, soak } from "../support/soak/soak";

/** One for each way of reading the service. */
const seeds = [1, 2, 3, 4];
const rounds = 3;

describe("a program on the real CLI that changes while runs are killed, requests fail and people work on the account", function () {
	this.timeout(300_000);

	for (const seed of seeds) {
		const preset = presetOf(seed);
		it(`is brought about in the end, with one task for each campaign and a state that is true: seed ${seed}, ${preset}`, async () => {
			const driver = await openOnCli(presets[preset], seed);
			try {
				await replay({ seed, rounds, isInProcess: false }, () => soak(driver, { seed, rounds, preset, say: () => {} }));
			} finally {
				await driver.close();
			}
		});
	}
});
