import assert from "node:assert/strict";
import { probablyMeant } from "../../provider/definition/did-you-mean";
import { taskDefinition } from "../../provider/tasks/definition";

import { findingsOf, good } from "../tasks/support/definitions";

const { properties } = taskDefinition;

describe("guessing the word that was meant", () => {
	const known = ["MONDAY", "SUNDAY", "USER_BUSY", "NETWORK_BUSY"];
	const guesses: [written: string, meant: string | undefined, why: string][] = [
		["monday", "MONDAY", "case does not count"],
		["MONDYA", "MONDAY", "two letters are swapped"],
		["Sun", "SUNDAY", "only one word contains it"],
		["BUSY", undefined, "two words contain it"],
		["ON", undefined, "it is too short"],
		["holiday", undefined, "no word is near"],
		["", undefined, "nothing is written"],
	];
	for (const [written, meant, why] of guesses) {
		it(`suggests ${meant ?? "nothing"} for "${written}": ${why}`, () => {
			assert.equal(probablyMeant(written, known), meant);
		});
	}

	for (const property of properties.keys()) {
		it(`finds ${property} if one letter is missing`, () => {
			const [finding] = findingsOf({ ...good, [property.slice(0, -1)]: "x" });

			assert.equal(finding?.fix, `Did you mean ${property}?`);
		});
	}

	it("does not also report a misspelt property as missing", () => {
		const { taskName, ...rest } = good;

		assert.deepEqual(
			findingsOf({ ...rest, taksName: taskName }).map(({ path }) => path),
			["taksName"],
		);
	});

	it("still checks the right property beside a misspelt one", () => {
		const paths = findingsOf({ ...good, taskName: " x", taksName: "x" }).map(({ path }) => path);

		assert.deepEqual(paths.sort(), ["taksName", "taskName"]);
	});
});
