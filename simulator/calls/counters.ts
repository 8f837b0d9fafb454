import type { Task } from "../task";
import type { World } from "../world";
import type { CallBook } from "./call-book";
import { settleCalls } from "./settle-calls";
import { dayOf } from "./shanghai";

/** The figures of a page row. */
export function countersOf(world: World, task: Task) {
	const now = world.clock.now();
	settleCalls(task, now, world.seed);
	const book = task.calls;
	const day = book?.days.get(dayOf(now));
	const total = book === undefined ? 0 : countOf(world, book);
	const succeeded = book?.succeeded ?? 0;
	const failed = book?.failed ?? 0;
	return {
		TotalCount: total,
		SucceedCount: succeeded,
		FailedCount: failed,
		CallingCount: book?.calling.size ?? 0,
		TotalCallCount: book?.called ?? 0,
		DayCallCount: day?.called ?? 0,
		DayImportCount: day?.imported ?? 0,
		CompleteRate: percent(succeeded + failed, total),
		DayConnectRate: percent(day?.answered ?? 0, day?.called ?? 0),
		HistoryConnectRate: percent(book?.answered ?? 0, book?.called ?? 0),
	};
}

function countOf({ settings, clock }: World, { details }: CallBook): number {
	if (settings.countDelayAfterImport === 0) return details.size;
	const newest = clock.real() - settings.countDelayAfterImport * 1000;
	return [...details.values()].filter(({ importedAt }) => importedAt <= newest).length;
}

export type Counters = ReturnType<typeof countersOf>;

function percent(part: number, whole: number): string {
	return `${whole === 0 ? 0 : Math.round((100 * part) / whole)}%`;
}
