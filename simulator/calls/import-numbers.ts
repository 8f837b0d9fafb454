import { startTask } from "../life-cycle";
import type { Service } from "../service";
import type { Task } from "../task";
import { advanceCalls } from "./advance-calls";
import { addDetail, type Batch, type CallStore, createCallStore, type Detail, tallyOf } from "./call-store";

export interface ImportedNumber {
	readonly phoneNumber: string;
	readonly outId?: string | undefined;
	readonly variables?: Readonly<Record<string, string>> | undefined;
	/** Import the row as failed; it is never called. */
	readonly fails?: boolean;
}

/** Adds numbers to a task. This starts an IMMEDIATE task in INIT. */
export function importNumbers(
	service: Service,
	task: Task,
	numbers: readonly ImportedNumber[],
	encryptionType = 0,
): { batchId: string; details: readonly Detail[] } {
	const now = service.clock.now();
	advanceCalls(service, task, now);
	task.calls ??= createCallStore(now);
	const batch = addBatch(service, task.calls, numbers.length, encryptionType);
	for (const number of numbers) {
		addDetail(task.calls, detailOf(service.ids.detail(), batch, number, task.calls.rows.length));
	}
	tallyOf(task.calls, now).imported += numbers.length;
	if (numbers.length > 0 && startsByImport(service, task)) startTask(service, task, "import");
	return { batchId: batch.id, details: task.calls.rows.slice(batch.first) };
}

function startsByImport({ settings }: Service, { status, definition }: Task): boolean {
	if (status === "STOPPED") return settings.importIntoStopped === "starts";
	return status === "INIT" && definition.StartType === "IMMEDIATE";
}

function addBatch({ ids, clock }: Service, store: CallStore, size: number, encryptionType: number): Batch {
	const last = store.rows.at(-1)?.batch;
	const batch = {
		id: ids.batch(),
		encryptionType,
		importedTime: clock.now(),
		importedAt: Math.max(clock.real(), last?.importedAt ?? 0),
		first: store.rows.length,
		size,
	};
	store.batches.set(batch.id, batch);
	if (last !== undefined && batch.importedTime < last.importedTime) store.isChronological = false;
	return batch;
}

const noVariables = {};

// Every detail has the same fields from the start: half a million of them take half the memory.
function detailOf(
	id: string,
	batch: Batch,
	{ phoneNumber, outId, variables, fails }: ImportedNumber,
	order: number,
): Detail {
	return {
		id,
		batch,
		phoneNumber,
		outId,
		variables: variables ?? noVariables,
		order,
		changePlace: 0,
		status: fails ? "failed" : "waiting",
		attempts: 0,
		retryAt: undefined,
		callingTime: undefined,
		endsAt: undefined,
		outcome: undefined,
		callResult: fails ? "INVALID_NUMBER" : undefined,
		failedReason: fails ? "号码格式错误" : undefined,
	};
}
