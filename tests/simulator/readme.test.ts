import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { faultNames } from "../../simulator/faults/faults";
import { describeSettings, mergeSettings } from "../../simulator/settings";

describe("the simulator's README", () => {
	const readme = readFileSync("simulator/README.md", "utf8");

	it("lists every setting with its question, values and default", () => {
		const rows = describeSettings(mergeSettings({}, {})).map(({ name, question, values, initial }) => {
			const shown = values.includes("|") ? values.replace(/[^| ]+/g, "`$&`").replaceAll(" | ", ", ") : values;
			return `| \`${name}\` | ${question} | ${shown} | \`${initial}\` |`;
		});

		const shown = readme.split("\n").map((line) => line.replace(/ +/g, " "));
		assert.deepEqual(
			rows.filter((row) => !shown.includes(row)),
			[],
		);
	});

	it("lists every fault", () => {
		for (const name of faultNames) assert.ok(readme.includes(`\`${name}\``), name);
	});
});
