import type { Context } from "../run/context";
import { changeStatus } from "./change-status";
import type { TaskSummary } from "./observe";
import { releases, suspensions } from "./recovery";
import { releasedName } from "./released-definition";
import type { Move } from "./status";

/** True if an earlier run stopped the campaign for an update or a deletion, and it must run again. */
export function isSuspended(
	context: Pick<Context, "journal">,
	{ taskId, status, progress }: TaskSummary,
	taskName: string | undefined,
): boolean {
	// Once it is renamed, its numbers may be cancelled, and it does not run again.
	if (releases.get(context, taskId)?.ran && taskName !== releasedName(taskId)) return true;
	const suspension = suspensions.get(context, taskId);
	if (suspension === undefined) return false;
	// If it was started since, someone else has stopped it.
	const [before, now] = [suspension.startedAt, progress.realStartTime];
	return status !== "STOPPED" || before === undefined || now === undefined || before === now;
}

/** Which settings the task has now. */
export type SettingsInForce = "old" | "old or new" | "new";

export interface FailedUpdate {
	readonly taskId: string;
	readonly settings: SettingsInForce;
	/** The move that failed. */
	readonly move: Move | undefined;
}

/** Restarts a task whose update failed, and returns the error with the state that the task is in. */
export async function afterFailedUpdate(
	context: Context,
	{ taskId, settings, move }: FailedUpdate,
	error: unknown,
): Promise<Error> {
	const reason = messageOf(error);
	const fix = `run pulumi up again, or start task ${taskId} in the console`;
	const failure = (state: string) =>
		new Error(`${reason} The campaign was stopped for this update and ${state}.`, { cause: error });
	if (move === "start") return failure(`could not be restarted; ${inForce[settings]}: ${fix}`);
	try {
		const { changedByOthers } = await changeStatus(context, { taskId, status: "STOPPED" }, "start");
		// The start was refused, and a list that lags still shows what was before the stop. The next run starts it.
		if (changedByOthers)
			return failure(`its start was refused, so it may not be running; ${inForce[settings]}: ${fix}`);
	} catch (second) {
		return failure(`could not be restarted (${messageOf(second)}): ${fix}`);
	}
	suspensions.settle(context, taskId);
	return failure(`is running again; ${inForce[settings]}`);
}

const inForce: Readonly<Record<SettingsInForce, string>> = {
	old: "it has its old settings",
	"old or new": "whether the new settings were saved is unknown",
	new: "it has its new settings",
};

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
