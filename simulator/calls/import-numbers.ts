import { startTask } from "../life-cycle";
import type { Task } from "../task";
import type { World } from "../world";
import { createCallBook, DETAIL, type Detail, fail, tallyOf } from "./call-book";
import { settleCalls } from "./settle-calls";

export interface ImportedNumber {
	readonly phoneNumber: string;
	readonly outId?: string | undefined;
	readonly variables?: Readonly<Record<string, string>> | undefined;
	/** It becomes a row that has failed, and is never called. */
	readonly fails?: boolean;
}

/** Adds numbers to a task. An IMMEDIATE task in INIT starts by this: real calls would go out. */
export function importNumbers(
	world: World,
	task: Task,
	numbers: readonly ImportedNumber[],
	encryptionType = 0,
): { batchId: string; details: Detail[] } {
	const now = world.clock.now();
	settleCalls(task, now, world.seed);
	task.calls ??= createCallBook(now);
	const batchId = world.ids.batch();
	const details: Detail[] = [];
	for (const number of numbers) {
		const detail = detailOf(world, batchId, number, encryptionType, task.calls.details.size);
		task.calls.details.set(detail.id, detail);
		if (number.fails) fail(task.calls, detail, "INVALID_NUMBER", "号码格式错误");
		else task.calls.waiting.push(detail);
		details.push(detail);
	}
	tallyOf(task.calls, now).imported += details.length;
	if (details.length > 0 && startsByImport(world, task)) startTask(world, task, "import");
	return { batchId, details };
}

function startsByImport({ settings }: World, { status, definition }: Task): boolean {
	if (status === "STOPPED") return settings.importIntoStopped === "starts";
	return status === "INIT" && definition.StartType === "IMMEDIATE";
}

function detailOf(
	{ ids, clock }: World,
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
		status: DETAIL.waiting,
		attempts: 0,
		readyAt: now,
	};
}
