import type { Context } from "../run/context";
import { PageSize } from "../run/page-size";
import { type CallDetail, queryAiCallDetailPage } from "../service/operations";
import { type Phase, phases } from "./fate";
import { KeyTable, keyOf } from "./key-table";

/** Page sizes to try: the fewer pages, the fewer numbers move to another page while they are read. */
const pageSizes = [1000, 500, 100, 50, 20, 10] as const;
/** How often the lists are read before a task counts as too busy to be read completely. */
const readings = 5;

/** Receives a number. Returns whether it concerns the list. */
type OnRow = (row: CallDetail, phase: Phase) => boolean;

/**
 * Every number of a task, whatever became of it: each is received at least once. Returns how many there are. Numbers
 * change pages while they are read, so one may be missed. So the lists are read until they have as many numbers as were
 * received, or until a whole reading finds no new one. Throws if new ones are found again and again.
 */
export async function readCallDetails(
	context: Context,
	taskId: string,
	onRow: OnRow,
	failure = "change too fast to be read completely, so no one was imported.",
): Promise<number> {
	const size = new PageSize(pageSizes);
	const seen = new KeyTable();
	let isFirst = true;
	for (let left = readings; left > 0; left--, isFirst = false) {
		let found = 0;
		let hasMoved = false;
		for (const phase of phasesInOrder) {
			const take = (row: CallDetail) => {
				const key = keyOf(row.DetailId);
				const concerns = onRow(row, phase);
				if (seen.find(key) >= 0) return;
				seen.add(key);
				if (concerns) found++;
			};
			hasMoved = (await readPhase(context, { taskId, phase, size }, take)) || hasMoved;
		}
		if (!isFirst && found === 0) return seen.size;
		if (!hasMoved && seen.size === (await countCallDetails(context, taskId))) return seen.size;
	}
	throw new Error(
		`The numbers of task ${taskId} ${failure} Run the same command again outside the call windows, or stop the task first.`,
	);
}

const phasesInOrder = ["pending", "completed", "failed"] as const;

/** How many numbers the lists of a task have: not TotalCount, which may leave out cancelled ones. */
export async function countCallDetails({ api }: Context, taskId: string): Promise<number> {
	let sum = 0;
	for (const phase of phasesInOrder) {
		const query = { TaskId: taskId, Status: phases[phase], PageNo: "1", PageSize: "1" };
		const { List, Total } = await api.call(queryAiCallDetailPage, query);
		sum += Math.max(Number(Total ?? 0), List?.length ?? 0);
	}
	return sum;
}

interface List {
	readonly taskId: string;
	readonly phase: Phase;
	readonly size: PageSize;
}

/**
 * Reads one of the three lists, and returns whether it has changed meanwhile. Numbers leave it from its front while calls
 * are made, and the rest moves up. So it is read from its end, where none can be missed, and its first page again last.
 */
async function readPhase(
	{ api }: Context,
	{ taskId, phase, size }: List,
	onRow: (row: CallDetail) => void,
): Promise<boolean> {
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
		return false;
	}
	const rest = Array.from({ length: pages - 1 }, (_, index) => pages - index);
	await Promise.all(rest.map(async (number) => take((await page(number)).list)));
	const last = await page(1);
	take(last.list);
	return rows !== first.total || last.total !== first.total;
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
