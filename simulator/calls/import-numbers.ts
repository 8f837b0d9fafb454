import { startTask } from "../life-cycle";
import type { Service } from "../service";
import type { Task } from "../task";
import { advanceCalls } from "./advance-calls";
import { createCallStore, type Detail, detailStatus, fail, tallyOf } from "./call-store";

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
): { batchId: string; details: Detail[] } {
	const now = service.clock.now();
	advanceCalls(service, task, now);
	task.calls ??= createCallStore(now);
	const batchId = service.ids.batch();
	const details: Detail[] = [];
	for (const number of numbers) {
		const detail = detailOf(service, batchId, number, encryptionType, task.calls.details.size);
		task.calls.details.set(detail.id, detail);
		if (number.fails) fail(task.calls, detail, "INVALID_NUMBER", "号码格式错误");
		else task.calls.waiting.push(detail);
		details.push(detail);
	}
	tallyOf(task.calls, now).imported += details.length;
	if (details.length > 0 && startsByImport(service, task)) startTask(service, task, "import");
	return { batchId, details };
}

function startsByImport({ settings }: Service, { status, definition }: Task): boolean {
	if (status === "STOPPED") return settings.importIntoStopped === "starts";
	return status === "INIT" && definition.StartType === "IMMEDIATE";
}

function detailOf(
	{ ids, clock }: Service,
	batchId: string,
	{ phoneNumber, outId, variables }: ImportedNumber,
	encryptionType: number,
	order: number,
): Detail {
	const now = clock.now();
	return {
		id: ids.detail(),
		batchId,
		phoneNumber,
		...(outId === undefined ? {} : { outId }),
		variables: variables ?? {},
		encryptionType,
		importedTime: now,
		importedAt: clock.real(),
		order,
		status: detailStatus.waiting,
		attempts: 0,
		readyAt: now,
	};
}
