import type { Settings } from "./settings";
import { type ReadBackField, readBackFields } from "./settings/reading";
import type { Query, Task } from "./task";
import type { TaskDefinition } from "./task-definition";

type Fields = Readonly<Partial<Record<ReadBackField, unknown>>>;

/** The fields as the query shows them: the setting readBackOtherwise replaces some. */
export function shownFields(
	settings: Settings,
	task: Task,
	query: Query,
	definition: TaskDefinition,
	fieldsOf: (definition: TaskDefinition) => Fields,
): Fields {
	const fields = fieldsOf(definition);
	const replaced = readBackFields.filter((name) => name in fields && isReplaced(settings, name));
	if (replaced.length === 0) return fields;
	const reads = task.reads[query]++;
	const created = settings.readBackOtherwiseAs === "as-created" ? fieldsOf(task.created) : {};
	const replacementOf = (name: ReadBackField) => {
		if (settings.readBackOtherwiseAs === "as-created") return created[name];
		return otherValue(name, fields[name], settings.readBackOtherwiseAs === "changing" ? reads : 0);
	};
	return { ...fields, ...Object.fromEntries(replaced.map((name) => [name, replacementOf(name)])) };
}

/** The name that the list shows and searches. */
export function listedName(settings: Settings, { created }: Task, name: string): string {
	if (!isReplaced(settings, "TaskName")) return name;
	return { "other-value": suffixed(name, 0), "as-created": created.TaskName, changing: name }[
		settings.readBackOtherwiseAs
	];
}

function isReplaced({ readBackOtherwise }: Settings, name: ReadBackField): boolean {
	return readBackOtherwise !== "none" && readBackOtherwise.split(",").includes(name);
}

function otherValue(name: ReadBackField, sent: unknown, reads: number): unknown {
	if (name === "TaskName") return suffixed(String(sent), reads);
	const others = otherValues[name].filter((value) => JSON.stringify(value) !== JSON.stringify(sent));
	// With only two possible values, one that changes at each read must also be the one sent.
	const cycle = others.length > 1 || reads === 0 ? others : [...others, sent];
	return cycle[reads % cycle.length];
}

function suffixed(name: string, index: number): string {
	return `${name} (${index + 1})`;
}

const otherNumbers = [7, 11, 13];
const otherWindows = [
	[{ StartTime: "10:30:00", EndTime: "11:30:00" }],
	[{ StartTime: "11:30:00", EndTime: "12:30:00" }],
	[{ StartTime: "12:30:00", EndTime: "13:30:00" }],
];

// Well-formed values. Three where possible, so that at least two differ from what was sent.
const otherValues: Readonly<Record<Exclude<ReadBackField, "TaskName">, readonly unknown[]>> = {
	AgentId: ["118099999999999991", "118099999999999993", "118099999999999995"],
	ApplicationCode: ["APP99999991", "APP99999993", "APP99999995"],
	CallerNumber: ["057199990001", "057199990003", "057199990005"],
	StartType: ["SCHEDULE", "IMMEDIATE"],
	StartTime: [1_893_456_000_000, 1_893_459_600_000, 1_893_463_200_000],
	CallDays: [["SUNDAY"], ["SATURDAY"], ["SATURDAY", "SUNDAY"]],
	CallTimes: otherWindows,
	CallableTimes: otherWindows,
	RetryEnable: [true, false],
	RetryReasons: [["SUSPEND"], ["INVALID_NUMBER"], ["POWERED_OFF"]],
	RetryCount: [1, 2, 3],
	RetryInterval: otherNumbers,
	ConcurrentCount: otherNumbers,
	PhoneType: [1, 0],
	LineEncoding: ["OTHER_LINE_1_NET", "OTHER_LINE_2_NET", "OTHER_LINE_3_NET"],
	LinePhoneNum: ["057199990011", "057199990013", "057199990015"],
	CallExpireType: [2, 1, 0],
	CallExpireMinutes: otherNumbers,
	CallExpireDate: ["2030-01-01 00:00:00", "2030-01-02 00:00:00", "2030-01-03 00:00:00"],
};
