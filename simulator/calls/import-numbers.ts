import { startTask } from "../life-cycle";
import type { Task } from "../task";
import type { World } from "../world";
import { createCallBook, DETAIL, type Detail, tallyOf } from "./call-book";
import { settleCalls } from "./settle-calls";

export interface ImportedNumber {
	readonly phoneNumber: string;
	readonly outId?: string | undefined;
	readonly variables?: Readonly<Record<string, string>> | undefined;
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
		const detail = detailOf(world.ids.detail(), batchId, number, encryptionType, now, task.calls.details.size);
		task.calls.details.set(detail.id, detail);
		task.calls.waiting.push(detail);
		details.push(detail);
	}
	tallyOf(task.calls, now).imported += details.length;
	if (task.status === "INIT" && task.definition.StartType === "IMMEDIATE") startTask(world, task, "import");
	return { batchId, details };
}

function detailOf(
	id: string,
	batchId: string,
	{ phoneNumber, outId, variables }: ImportedNumber,
	encryptionType: number,
	now: number,
	order: number,
): Detail {
	return {
		id,
		batchId,
		phoneNumber,
		...(outId === undefined ? {} : { outId }),
		variables: variables ?? {},
		encryptionType,
		importedTime: now,
		order,
		status: DETAIL.waiting,
		attempts: 0,
		readyAt: now,
	};
}
