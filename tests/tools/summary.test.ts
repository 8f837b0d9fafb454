import assert from "node:assert/strict";
import { summaryLine } from "../../tools/test/summary";

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
