import type { Context } from "../run/context";
import { changeStatus } from "./change-status";
import { suspensions } from "./recovery";
import type { Move } from "./status";

/** Which settings the service has now. */
export type SettingsInForce = "old" | "old or new" | "new";

export interface FailedUpdate {
	readonly taskId: string;
	readonly settings: SettingsInForce;
	/** The move that failed. */
	readonly move: Move | undefined;
}

/** Starts a task again that was stopped for an update that failed, and says what is so now. */
export async function afterFailedUpdate(
	context: Context,
	{ taskId, settings, move }: FailedUpdate,
	error: unknown,
): Promise<Error> {
	const reason = messageOf(error);
	const wayOut = `run pulumi up again, or start task ${taskId} in the console`;
	const said = (state: string) =>
		new Error(`${reason} The campaign was stopped for this update and ${state}.`, { cause: error });
	if (move === "start") return said(`could not be restarted; ${inForce[settings]}: ${wayOut}`);
	try {
		await changeStatus(context, { taskId, status: "STOPPED" }, "start");
	} catch (second) {
		return said(`could not be restarted (${messageOf(second)}): ${wayOut}`);
	}
	suspensions.settle(context, taskId);
	return said(`is running again; ${inForce[settings]}`);
}

const inForce: Readonly<Record<SettingsInForce, string>> = {
	old: "it has its old settings",
	"old or new": "whether the new settings were saved is unknown",
	new: "it has its new settings",
};

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
