/** The service's numbers for the statuses of a task. */
export const taskStatus = { init: 0, running: 1, stopped: 2, failed: 3 } as const;
