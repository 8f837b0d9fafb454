/** The service's statuses, in the order of their numbers in the list of tasks. There is no status for "finished". */
export const statuses = ["INIT", "RUNNING", "STOPPED", "FAILED"] as const;
export type TaskStatus = (typeof statuses)[number];

/** The status of a list row; `undefined` for an unknown number. */
export function statusOf(number: number | null | undefined): TaskStatus | undefined {
	return number === null || number === undefined ? undefined : statuses[number];
}
