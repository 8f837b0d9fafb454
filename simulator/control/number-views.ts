import { advanceCalls } from "../calls/advance-calls";
import type { Detail, DetailStatus, PlacedCall } from "../calls/call-store";
import { type CallResult, placeCall } from "../calls/place-call";
import { startDueTasks } from "../life-cycle";
import type { Service } from "../service";
import { findTask } from "./operator-actions";

/** A call that was placed. */
export interface CallView {
	readonly taskId: string;
	readonly detailId: string;
	readonly phoneNumber: string;
	readonly outId?: string;
	/** 1 for the first call of a number, then one more for each retry. */
	readonly attempt: number;
	/** When it began: epoch milliseconds of the simulator's clock. */
	readonly at: number;
	/** Absent while the call is in progress. */
	readonly result?: CallResult;
}

/** A number of a task as stored, whatever the queries show. */
export interface DetailView {
	readonly detailId: string;
	readonly batchId: string;
	readonly phoneNumber: string;
	readonly outId?: string;
	readonly status: DetailStatus;
	/** The result of its last call, or why it was not called. */
	readonly callResult?: CallResult;
	/** The number of its calls. */
	readonly attempts: number;
	readonly variables: Readonly<Record<string, string>>;
	readonly encryptionType: number;
	/** Epoch milliseconds of the simulator's clock. */
	readonly importedTime: number;
}

/** Every call until now, in the order in which they began; also those of tasks that were deleted since. */
export function viewCalls(service: Service): CallView[] {
	startDueTasks(service);
	for (const task of service.tasks.byId.values()) advanceCalls(service, task);
	return service.placed.map((call) => viewOfCall(service, call)).sort(byTime);
}

// Within a task they are in order already; between tasks, the order depends on which was advanced first.
function byTime(one: CallView, other: CallView): number {
	return one.at - other.at || Number(one.taskId > other.taskId) - Number(one.taskId < other.taskId);
}

function viewOfCall({ seed }: Service, { taskId, detail, attempt, at }: PlacedCall): CallView {
	const isInProgress = detail.status === "calling" && detail.attempts === attempt;
	return {
		taskId,
		detailId: detail.id,
		phoneNumber: detail.phoneNumber,
		...(detail.outId === undefined ? {} : { outId: detail.outId }),
		attempt,
		at,
		...(isInProgress ? {} : { result: placeCall(seed, detail.id, attempt).callResult }),
	};
}

/** The numbers of a task, in the order of import. */
export function viewDetails(service: Service, taskId: string): DetailView[] {
	startDueTasks(service);
	const task = findTask(service, taskId);
	advanceCalls(service, task);
	return (task.calls?.rows ?? []).map(viewOfDetail);
}

function viewOfDetail({ id, batch, phoneNumber, outId, ...detail }: Detail): DetailView {
	return {
		detailId: id,
		batchId: batch.id,
		phoneNumber,
		...(outId === undefined ? {} : { outId }),
		status: detail.status,
		...(detail.callResult === undefined ? {} : { callResult: detail.callResult }),
		attempts: detail.attempts,
		variables: { ...detail.variables },
		encryptionType: batch.encryptionType,
		importedTime: batch.importedTime,
	};
}
