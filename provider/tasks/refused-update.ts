import { epochOf } from "../definition/kinds";
import type { Recorded } from "../definition/values";
import type { ApiError } from "../service/api-error";
import { type AiCallTask, largestRetryInterval } from "./model";
import type { ListedTask } from "./observe";

/** The refusal of an update, and what the user can do. */
export function refusedUpdate(
	error: ApiError,
	{ status }: ListedTask,
	sent: Recorded<AiCallTask>,
	now: number,
): ApiError | Error {
	const help =
		status === "INIT" || status === "FAILED"
			? `The task is ${status}, and the service documents updates of stopped tasks only. ${waysOut[status]}`
			: reasons(sent, now).join(" ");
	return help === "" ? error : new Error(`${error.message} ${help}`, { cause: error });
}

const waysOut = {
	INIT: 'Run pulumi up again once it has started; or set runState: "stopped", so that it is stopped first, where the service allows that; or replace it with a task under another taskName (pulumi up --replace with its URN).',
	FAILED:
		"Fix the cause of the failed start and start it in the console, then run pulumi up again; or replace it with a task under another taskName (pulumi up --replace with its URN).",
} as const;

/** What in a configuration is known to be doubtful in an update. */
function reasons({ callRetryInterval = 0, startType, taskStartTime, ...sent }: Recorded<AiCallTask>, now: number) {
	const lists = (["callRetryReason", "callableTime"] as const).filter((property) => sent[property]?.length === 0);
	return [
		callRetryInterval > largestRetryInterval
			? `The service's page allows a callRetryInterval of ${largestRetryInterval} at most in an update.`
			: "",
		startType === "SCHEDULE" && taskStartTime !== undefined && epochOf(taskStartTime) <= now
			? "taskStartTime lies in the past: give a later one, or startType IMMEDIATE."
			: "",
		...lists.map(
			(property) => `${property} was taken out of the program and is sent as an empty list: give it a value.`,
		),
	].filter((reason) => reason !== "");
}
