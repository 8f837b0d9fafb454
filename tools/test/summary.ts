import { readFileSync } from "node:fs";
import { z } from "zod";

const durationSchema = z.object({ title: z.string(), file: z.string(), milliseconds: z.number() });
const countsSchema = z.object({
	passed: z.number(),
	failed: z.number(),
	skipped: z.number(),
	/** Of each test and hook. */
	durations: z.array(durationSchema).default([]),
});
type Duration = z.output<typeof durationSchema>;
export type Counts = z.output<typeof countsSchema>;

/** The counts a test run left, or none when it ended before it could count. */
export function readCounts(file: string): Counts | undefined {
	try {
		return countsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
	} catch {
		return undefined;
	}
}

/** The ten slowest tests, slowest first, one line each. */
export function slowestTests(durations: readonly Duration[]): string[] {
	const slowest = [...durations].sort((one, other) => other.milliseconds - one.milliseconds).slice(0, 10);
	return slowest.map(({ title, file, milliseconds }) => {
		const seconds = (milliseconds / 1000).toFixed(1).padStart(6);
		return `${seconds} s  ${file}: ${title}`;
	});
}

/** The last line of a test run. A run that ended badly never reads as one without failures. */
export function summaryLine(counts: Omit<Counts, "durations"> | undefined, exitCode: number): string {
	const { passed, failed, skipped } = counts ?? { passed: 0, failed: 1, skipped: 0 };
	const failures = exitCode === 0 ? failed : Math.max(failed, 1);
	return `${passed} passed, ${failures} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

/** `6 min 05 s` */
export function inMinutes(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, "0")} s`;
}
