import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { inMinutes, slowestTests, summaryLine } from "../../tools/test/summary";
import { testFiles } from "../../tools/test/test-files";

describe("the last line of a test run", () => {
	it("counts", () => {
		assert.equal(summaryLine({ passed: 12, failed: 0, skipped: 0 }, 0), "12 passed, 0 failed");
		assert.equal(summaryLine({ passed: 12, failed: 3, skipped: 1 }, 3), "12 passed, 3 failed, 1 skipped");
	});

	it("never hides that a run ended badly", () => {
		assert.equal(summaryLine({ passed: 12, failed: 0, skipped: 0 }, 1), "12 passed, 1 failed");
		assert.equal(summaryLine(undefined, 1), "0 passed, 1 failed");
		assert.equal(summaryLine(undefined, 0), "0 passed, 1 failed");
	});
});

describe("what a test run says of its time", () => {
	it("are the ten slowest tests, slowest first", () => {
		const durations = Array.from({ length: 12 }, (_, index) => ({
			title: `is test ${index}`,
			file: "tests/a.test.ts",
			milliseconds: index * 1050,
		}));

		const lines = slowestTests(durations);

		assert.equal(lines.length, 10);
		assert.equal(lines[0], "  11.6 s  tests/a.test.ts: is test 11");
		assert.equal(lines[9], "   2.1 s  tests/a.test.ts: is test 2");
	});

	it("is in minutes and seconds", () => {
		assert.equal(inMinutes(65_400), "1 min 05 s");
	});
});

describe("the files of a test run", () => {
	it("are all test files, once each, those on the real CLI first", () => {
		const files = testFiles();

		assert.equal(new Set(files).size, files.length);
		for (const file of files) assert.ok(existsSync(resolve(__dirname, "..", "..", file)), file);
		assert.ok(files.includes("tests/tools/summary.test.ts"));
		assert.ok(files.indexOf("tests/programs/names.test.ts") < files.indexOf("tests/architecture.test.ts"));
	});
});
