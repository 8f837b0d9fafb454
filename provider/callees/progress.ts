import { z } from "zod";

const counted = (description: string) => z.int().meta({ description });

/** What an import records. None of it is drift. */
export const Counts = z.object({
	count: counted("People on the list: without duplicates and suppressed ones, and within `first`."),
	duplicates: counted("Rows of a person who is on the list already."),
	suppressed: counted("People who are left out because of `doNotCall`."),
	withdrawn: counted("People who were withdrawn from the task before they were called."),
	tooLate: counted("People who are no longer on the list but had been called, or were being called."),
	leftOut: counted("People on the list who are left out because an earlier task of the list has called them."),
	fingerprint: z.string().meta({ description: "Changes when the people of the list change." }),
});
export type Counts = z.output<typeof Counts>;

const shown = (description: string) => z.int().optional().meta({ description });

/** The task's numbers, those of others included. */
export const ListProgress = z.object({
	totalCount: shown("Numbers in the task."),
	waitingCount: shown("Numbers that wait to be called."),
	callingCount: shown("Calls in progress."),
	succeedCount: shown("Numbers reached."),
	failedCount: shown("Numbers given up."),
});
export type ListProgress = z.output<typeof ListProgress>;
