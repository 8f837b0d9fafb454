import { ensurePulumi } from "../../tools/pulumi/install-pulumi";
import { buildPackage } from "../../tools/setup/build-package";
import { runTool, say } from "../../tools/setup/terminal";
import { playCampaign } from "../callees/support/play";
import { openInProcess } from "../support/soak/in-process";
import { openOnCli } from "../support/soak/on-cli";
import { presetOf, presets } from "../support/soak/presets";
import { replay, soak } from "../support/soak/soak";
import { parseSoakOptions, usage } from "./options";

runTool(async () => {
	const options = parseSoakOptions(process.argv.slice(2), Date.now());
	const { help, seed: first, rounds, seeds, isInProcess, isCallees } = options;
	if (help) {
		say(usage);
		return 0;
	}
	if (!isInProcess && !isCallees) {
		await buildPackage(say);
		await ensurePulumi(say);
	}
	let failures = 0;
	for (let seed = first; seed < first + seeds; seed++) {
		const played = isCallees ? playLists(seed) : play(seed, rounds, isInProcess);
		await played.catch((error: unknown) => {
			failures++;
			say(`seed ${seed} FAILED at ${error instanceof Error ? error.message : String(error)}`);
		});
	}
	say(`${seeds - failures} of ${seeds} seeds passed.`);
	return failures === 0 ? 0 : 1;
});

async function playLists(seed: number): Promise<void> {
	const { runs } = await playCampaign(seed);
	say(`seed ${seed}: ${runs} runs`);
}

async function play(seed: number, rounds: number, isInProcess: boolean): Promise<void> {
	const preset = presetOf(seed);
	say(`seed ${seed}: ${rounds} rounds, settings "${preset}"`);
	const driver = await (isInProcess ? openInProcess : openOnCli)(presets[preset], seed);
	try {
		await replay({ seed, rounds, isInProcess }, () => soak(driver, { seed, rounds, preset, say }));
	} finally {
		await driver.close();
	}
}
