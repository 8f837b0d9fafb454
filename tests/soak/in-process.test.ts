import { openInProcess } from "../support/soak/in-process";
import { presetOf, presets } from "../support/soak/presets";
import { replay, soak } from "../support/soak/soak";

/** Ten seeds of each way of reading the service. */
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);
const rounds = 10;

describe("a program that changes while runs are killed, requests fail and people work on the account", function () {
	this.timeout(120_000);

	for (const seed of seeds) {
		const preset = presetOf(seed);
		it(`is brought about in the end, with one task for each campaign and a state that is true: seed ${seed}, ${preset}`, async () => {
			const driver = await openInProcess(presets[preset], seed);
			try {
				await replay({ seed, rounds, isInProcess: true }, () => soak(driver, { seed, rounds, preset, say: () => {} }));
			} finally {
				await driver.close();
			}
		});
	}
});
