import type { TaskStatus } from "../run/task-status";

export type Move = "stop" | "update" | "start";

/**
 * Which status allows which move: `documented` or `refused` by the service, `open` if its pages are silent (the move is
 * tried, and may be refused), `needless` if there is nothing to do.
 */
export const moves: Readonly<
	Record<TaskStatus, Readonly<Record<Move, "documented" | "open" | "refused" | "needless">>>
> = {
	INIT: { stop: "open", update: "open", start: "open" },
	RUNNING: { stop: "documented", update: "refused", start: "needless" },
	STOPPED: { stop: "needless", update: "documented", start: "documented" },
	FAILED: { stop: "needless", update: "open", start: "open" },
};

/** True if the task runs although the program has it stopped, or the reverse. */
export function isRunStateOff(runState: unknown, status: TaskStatus | undefined): boolean {
	return (runState === "running" && status === "STOPPED") || (runState === "stopped" && status === "RUNNING");
}
