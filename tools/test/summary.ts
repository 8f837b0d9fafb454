import { readFileSync } from "node:fs";
import { z } from "zod";

const countsSchema = z.object({ passed: z.number(), failed: z.number(), skipped: z.number() });
export type Counts = z.output<typeof countsSchema>;

/** The counts a test run left, or none when it ended before it could count. */
export function readCounts(file: string): Counts | undefined {
	try {
		return countsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return undefined;
	}
}

/** The last line of a test run. A run that ended badly never reads as one without failures. */
export function summaryLine(counts: Counts | undefined, exitCode: number): string {
	const { passed, failed, skipped } = counts ?? { passed: 0, failed: 1, skipped: 0 };
	const failures = exitCode === 0 ? failed : Math.max(failed, 1);
	return `${passed} passed, ${failures} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}
