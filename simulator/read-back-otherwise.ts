import type { Settings } from "./settings";
import { READ_BACK_FIELDS, type ReadBackField } from "./settings/reading";
import type { Query, Task } from "./task";

type Fields = Readonly<Partial<Record<ReadBackField, unknown>>>;

/** The fields that do not show what was sent, with what they show instead; empty unless the settings name some. */
export function otherwise(
	settings: Settings,
	task: Task,
	query: Query,
	fields: Fields,
	atCreation: () => Fields,
): Fields {
	const named = READ_BACK_FIELDS.filter((name) => name in fields && isOtherwise(settings, name));
	if (named.length === 0) return {};
	const times = task.shown[query]++;
	const created = settings.readBackOtherwiseAs === "as-created" ? atCreation() : {};
	const shown = (name: ReadBackField) => {
		if (settings.readBackOtherwiseAs === "as-created") return created[name];
		return otherValue(name, fields[name], settings.readBackOtherwiseAs === "changing" ? times : 0);
	};
	return Object.fromEntries(named.map((name) => [name, shown(name)]));
}

/** The name by which the list finds the task: the one it shows. */
export function listedName(settings: Settings, { created }: Task, name: string): string {
	if (!isOtherwise(settings, "TaskName")) return name;
	return { "other-value": suffixed(name, 0), "as-created": created.TaskName, changing: name }[
		settings.readBackOtherwiseAs
	];
}

function isOtherwise({ readBackOtherwise }: Settings, name: ReadBackField): boolean {
	return readBackOtherwise !== "none" && readBackOtherwise.split(",").includes(name);
}

function otherValue(name: ReadBackField, sent: unknown, times: number): unknown {
	if (name === "TaskName") return suffixed(String(sent), times);
	const values = OTHER_VALUES[name];
	const others = values.filter((value) => JSON.stringify(value) !== JSON.stringify(sent));
	/* Of two values, a field that changes at each read has to show the one sent as well. */
	const cycle = others.length > 1 || times === 0 ? others : [...others, sent];
	return cycle[times % cycle.length];
}

function suffixed(name: string, times: number): string {
	return `${name} (${times + 1})`;
}

const NUMBERS = [7, 11, 13];
const WINDOWS = [
	[{ StartTime: "10:30:00", EndTime: "11:30:00" }],
	[{ StartTime: "11:30:00", EndTime: "12:30:00" }],
	[{ StartTime: "12:30:00", EndTime: "13:30:00" }],
];

/* Valid in their form. Three where there are as many: two of them always differ from what was sent. */
const OTHER_VALUES: Readonly<Record<Exclude<ReadBackField, "TaskName">, readonly unknown[]>> = {
	AgentId: ["118099999999999991", "118099999999999993", "118099999999999995"],
	ApplicationCode: ["APP99999991", "APP99999993", "APP99999995"],
	CallerNumber: ["057199990001", "057199990003", "057199990005"],
	StartType: ["SCHEDULE", "IMMEDIATE"],
	StartTime: [1_893_456_000_000, 1_893_459_600_000, 1_893_463_200_000],
	CallDays: [["SUNDAY"], ["SATURDAY"], ["SATURDAY", "SUNDAY"]],
	CallTimes: WINDOWS,
	CallableTimes: WINDOWS,
	RetryEnable: [true, false],
	RetryReasons: [["SUSPEND"], ["INVALID_NUMBER"], ["POWERED_OFF"]],
	RetryCount: [1, 2, 3],
	RetryInterval: NUMBERS,
	ConcurrentCount: NUMBERS,
	PhoneType: [1, 0],
	LineEncoding: ["OTHER_LINE_1_NET", "OTHER_LINE_2_NET", "OTHER_LINE_3_NET"],
	LinePhoneNum: ["057199990011", "057199990013", "057199990015"],
	CallExpireType: [2, 1, 0],
	CallExpireMinutes: NUMBERS,
	CallExpireDate: ["2030-01-01 00:00:00", "2030-01-02 00:00:00", "2030-01-03 00:00:00"],
};
