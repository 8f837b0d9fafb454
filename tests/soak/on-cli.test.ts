import { openOnCli } from "../support/soak/on-cli";
import { presetOf, presets } from "../support/soak/presets";
import { replay, soak } from "../support/soak/soak";

/** Short ones in which runs are killed. `in-process.test.ts` plays every way of reading the service. */
const seeds = [6, 7];
const rounds = 2;

describe("a program on the real CLI that changes while runs are killed, requests fail and people work on the account", function () {
	this.timeout(300_000);

	for (const seed of seeds) {
		const preset = presetOf(seed);
		it(`becomes what it declares, with one task for each campaign and a true state: seed ${seed}, ${preset}`, async () => {
			const driver = await openOnCli(presets[preset], seed);
			try {
				await replay({ seed, rounds, isInProcess: false }, () => soak(driver, { seed, rounds, preset, say: () => {} }));
			} finally {
				await driver.close();
			}
		});
	}
});
