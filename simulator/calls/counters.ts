import type { Service } from "../service";
import type { Task } from "../task";
import { advanceCalls } from "./advance-calls";
import type { CallStore } from "./call-store";
import { dayOf } from "./shanghai";

/** The counters of a row of QueryAiCallTaskPage. */
export function countersOf(service: Service, task: Task) {
	const now = service.clock.now();
	advanceCalls(service, task, now);
	const store = task.calls;
	const day = store?.days.get(dayOf(now));
	const total = store === undefined ? 0 : countOf(service, store);
	const succeeded = store?.succeeded ?? 0;
	const failed = store?.failed ?? 0;
	return {
		TotalCount: total,
		SucceedCount: succeeded,
		FailedCount: failed,
		CallingCount: store?.calling.size ?? 0,
		TotalCallCount: store?.called ?? 0,
		DayCallCount: day?.called ?? 0,
		DayImportCount: day?.imported ?? 0,
		CompleteRate: percent(succeeded + failed, total),
		DayConnectRate: percent(day?.answered ?? 0, day?.called ?? 0),
		HistoryConnectRate: percent(store?.answered ?? 0, store?.called ?? 0),
	};
}

function countOf({ settings, clock }: Service, { details }: CallStore): number {
	if (settings.countDelayAfterImport === 0) return details.size;
	const newest = clock.real() - settings.countDelayAfterImport * 1000;
	return [...details.values()].filter(({ importedAt }) => importedAt <= newest).length;
}

export type Counters = ReturnType<typeof countersOf>;

function percent(part: number, whole: number): string {
	return `${whole === 0 ? 0 : Math.round((100 * part) / whole)}%`;
}
