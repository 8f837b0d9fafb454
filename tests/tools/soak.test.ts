import assert from "node:assert/strict";
import { parseSoakOptions } from "../soak/options";
import { Dice } from "../support/soak/dice";

describe("npm run soak", () => {
	it("accepts its options and refuses others", () => {
		const usual = { help: false, seed: 346, rounds: 10, seeds: 1, isInProcess: false, isCallees: false };
		assert.deepEqual(parseSoakOptions([], 12_000_345), usual);
		const args = ["--seed", "7", "--rounds", "3", "--seeds", "2", "--in-process"];
		const given = { seed: 7, rounds: 3, seeds: 2, isInProcess: true };
		assert.deepEqual(parseSoakOptions(args, 0), { ...usual, ...given });
		assert.equal(parseSoakOptions(["--callees"], 0).isCallees, true);
		assert.throws(() => parseSoakOptions(["--sed", "1"], 1), /--sed[\s\S]*npm run soak -- \[options\]/);
		assert.throws(() => parseSoakOptions(["--seed", "0"], 1), /--seed 0 is not a whole number above 0/);
	});

	it("plays the same from the same seed", () => {
		const drawn = (seed: string) => {
			const dice = new Dice(seed);
			return Array.from({ length: 50 }, () => dice.whole(1, 1000)).join();
		};
		assert.equal(drawn("7"), drawn("7"));
		assert.notEqual(drawn("7"), drawn("8"));
	});
});
