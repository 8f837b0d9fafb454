import type { Context } from "../run/context";
import { PageSize } from "../run/page-size";
import { type CallDetail, queryAiCallDetailPage } from "../service/operations";
import { type Phase, phases } from "./fate";
import { KeyTable, keyOf } from "./key-table";

/** Page sizes to try: the fewer pages, the fewer numbers move to another page while they are read. */
const pageSizes = [1000, 500, 100, 50, 20, 10] as const;
/** How often the lists are read before a task counts as too busy to be read completely. */
const readings = 5;

interface Lists {
	/** Receives each number at least once, and again if it moves to another list meanwhile. */
	readonly onRow: (row: CallDetail, phase: Phase) => void;
	/** How many numbers the task has, by its own count; `undefined` where it shows none. */
	readonly total: () => Promise<number | undefined>;
}

/** Every number of a task, whatever became of it. Throws if the lists change too fast to be read completely. */
export async function readCallDetails(context: Context, taskId: string, { onRow, total }: Lists): Promise<number> {
	const size = new PageSize(pageSizes);
	const seen = new KeyTable();
	for (let left = readings; left > 0; left--) {
		let isSettled = true;
		for (const phase of ["pending", "completed", "failed"] as const) {
			const { hasMoved } = await readPhase(context, { taskId, phase, size }, (row) => {
				const key = keyOf(row.DetailId);
				if (seen.find(key) < 0) seen.add(key);
				onRow(row, phase);
			});
			isSettled &&= !hasMoved;
		}
		if (isSettled || seen.size >= ((await total()) ?? Number.POSITIVE_INFINITY)) return seen.size;
	}
	throw new Error(
		`The numbers of task ${taskId} change too fast to be read completely, so no one was imported. Run the same command again outside the call windows, or stop the task first.`,
	);
}

interface List {
	readonly taskId: string;
	readonly phase: Phase;
	readonly size: PageSize;
}

/**
 * One of the three lists. Numbers leave it from its front while calls are made, and the rest moves up. So it is read from
 * its end, where none can be missed, and its first page again last.
 */
async function readPhase({ api }: Context, { taskId, phase, size }: List, onRow: (row: CallDetail) => void) {
	let rows = 0;
	const page = async (number: number) => {
		const query = { TaskId: taskId, Status: phases[phase], PageNo: String(number) };
		const { List, Total } = await size.request((PageSize) => api.call(queryAiCallDetailPage, { ...query, PageSize }));
		const list = List ?? [];
		return { list, total: Math.max(Number(Total ?? 0), list.length) };
	};
	const take = (list: readonly CallDetail[]) => {
		rows += list.length;
		for (const row of list) onRow(row);
	};
	const first = await page(1);
	const pages = first.list.length === 0 ? 1 : Math.ceil(first.total / first.list.length);
	if (pages === 1) {
		take(first.list);
		return { hasMoved: false };
	}
	const rest = Array.from({ length: pages - 1 }, (_, index) => pages - index);
	await Promise.all(rest.map(async (number) => take((await page(number)).list)));
	const last = await page(1);
	take(last.list);
	return { hasMoved: rows !== first.total || last.total !== first.total };
}

/** The number of a task with this outId. */
export async function findByOutId(context: Context, taskId: string, OutId: string): Promise<CallDetail | undefined> {
	for (const Status of Object.values(phases)) {
		const { List } = await context.api.call(queryAiCallDetailPage, { TaskId: taskId, Status, OutId });
		const row = List?.find((one) => one.OutId === OutId);
		if (row !== undefined) return row;
	}
	return undefined;
}
