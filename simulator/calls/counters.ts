import type { Service } from "../service";
import type { Task } from "../task";
import { advanceCalls } from "./advance-calls";
import { type CallStore, countOf, countVisible } from "./call-store";
import { dayOf } from "./shanghai";

/** The counters of a row of QueryAiCallTaskPage. */
export function countersOf(service: Service, task: Task) {
	const now = service.clock.now();
	advanceCalls(service, task, now);
	const store = task.calls;
	const day = store?.days.get(dayOf(now));
	const { total, succeeded, failed, completed } = store === undefined ? none : numbersOf(service, store);
	return {
		TotalCount: total,
		SucceedCount: succeeded,
		FailedCount: failed,
		CallingCount: store?.calling.size ?? 0,
		TotalCallCount: store?.called ?? 0,
		DayCallCount: day?.called ?? 0,
		DayImportCount: day?.imported ?? 0,
		CompleteRate: percent(completed, total),
		DayConnectRate: percent(day?.answered ?? 0, day?.called ?? 0),
		HistoryConnectRate: percent(store?.answered ?? 0, store?.called ?? 0),
	};
}

const none = { total: 0, succeeded: 0, failed: 0, completed: 0 };

function numbersOf({ settings, clock }: Service, store: CallStore) {
	const { countDelayAfterImport, cancelledNumbers, totalCount } = settings;
	const counted = countVisible(store, countDelayAfterImport, clock.real());
	const vanish = cancelledNumbers === "vanishes";
	const withoutCancelled = vanish || totalCount === "without-cancelled";
	const succeeded = countOf(store, ["ended"]);
	const failed = countOf(store, ["failed"]);
	const cancelled = countOf(store, ["cancelled"]);
	return {
		total: counted - (withoutCancelled ? countOf(store, ["cancelled"], counted) : 0),
		succeeded,
		failed: failed + (vanish ? 0 : cancelled),
		completed: succeeded + failed + (withoutCancelled ? 0 : cancelled),
	};
}

export type Counters = ReturnType<typeof countersOf>;

function percent(part: number, whole: number): string {
	return `${whole === 0 ? 0 : Math.round((100 * part) / whole)}%`;
}
