import { openInProcess } from "../support/soak/in-process";
import { presetOf, presets } from "../support/soak/presets";
import { replay, soak } from "../support/soak/soak";

/** Each way of reading the service in turn; the later ones once found something. */
const seeds = [...Array.from({ length: 16 }, (_, index) => index + 1), 54, 60, 65, 76, 108, 155];
const rounds = 10;

describe("a program that changes while runs are killed, requests fail and people work on the account", function () {
	this.timeout(120_000);

	for (const seed of seeds) {
		const preset = presetOf(seed);
		it(`becomes what it declares, with one task for each campaign and a true state: seed ${seed}, ${preset}`, async () => {
			const driver = await openInProcess(presets[preset], seed);
			try {
				await replay({ seed, rounds, isInProcess: true }, () => soak(driver, { seed, rounds, preset, say: () => {} }));
			} finally {
				await driver.close();
			}
		});
	}
});
