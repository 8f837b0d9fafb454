import type { CallView, DetailView } from "../../simulator";

const barWidth = 60;
const firstCall = "█";
const retry = "░";

/** Calls by hour, and what became of the people, in at most 100 columns. */
export function callPicture(calls: readonly CallView[], people: readonly DetailView[]): string {
	return [
		`  Calls by hour in China  (${firstCall} first call of a person  ${retry} retry)\n`,
		hourPicture(calls),
		"\n  People by their last call\n",
		fatePicture(people),
	].join("\n");
}

interface Hour {
	readonly day: string;
	readonly time: string;
	first: number;
	retries: number;
}

function hourPicture(calls: readonly CallView[]): string {
	const hours = hoursOf(calls);
	const scale = scaleOf(hours.map(({ first, retries }) => first + retries));
	const rows = hours.map(({ day, time, first, retries }, index) => {
		const label = day === hours[index - 1]?.day ? " ".repeat(day.length) : day;
		const bars = firstCall.repeat(scale(first)) + retry.repeat(scale(retries));
		return `  ${label}  ${time}  ${bars} ${first + retries}`;
	});
	return rows.join("\n");
}

function hoursOf(calls: readonly CallView[]): Hour[] {
	const hours = new Map<string, Hour>();
	for (const { at, attempt } of calls) {
		const { day, hour: time } = inChina(at);
		const key = `${day} ${time}`;
		const hour = hours.get(key) ?? { day, time, first: 0, retries: 0 };
		hours.set(key, hour);
		if (attempt === 1) hour.first++;
		else hour.retries++;
	}
	return [...hours.values()];
}

function fatePicture(people: readonly DetailView[]): string {
	const counts = new Map<string, number>();
	for (const one of people) {
		const fate = fateOf(one);
		counts.set(fate, (counts.get(fate) ?? 0) + 1);
	}
	const rows = [...counts].sort(([, one], [, other]) => other - one);
	const scale = scaleOf(rows.map(([, count]) => count));
	const width = Math.max(...rows.map(([fate]) => fate.length));
	return rows.map(([fate, count]) => `  ${fate.padEnd(width)}  ${firstCall.repeat(scale(count))} ${count}`).join("\n");
}

function fateOf({ status, callResult }: DetailView): string {
	if (status === "calling") return "in progress";
	if (status === "cancelled") return "withdrawn";
	return callResult ?? "not called yet";
}

/** The columns of a count: as many as it is while the largest fits, and at least one of anything. */
function scaleOf(counts: readonly number[]): (count: number) => number {
	const perColumn = Math.max(1, Math.max(...counts) / barWidth);
	return (count) => Math.ceil(count / perColumn);
}

/** A moment on the clock of China: `Thu 26 Nov`, `09:00`, `09:47`. */
export function inChina(at: number): { readonly day: string; readonly hour: string; readonly time: string } {
	const format = (options: Intl.DateTimeFormatOptions) =>
		new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Shanghai", ...options }).format(at).replace(",", "");
	const time = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
	const day = format({ weekday: "short", day: "2-digit", month: "short" });
	return { day, hour: `${time.slice(0, 2)}:00`, time };
}
