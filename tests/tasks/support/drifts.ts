import { taskDefinition } from "../../../provider/tasks/definition";
import type { AiCallTask } from "../../../provider/tasks/model";
import type { TaskDefinition } from "../../../simulator";
import { aDefinition, onOwnLine, otherAgent } from "../../support/definitions";
import { expectedProperties } from "./properties";

export const untilADate = aDefinition({ callExpireType: 2, callExpireDate: "2026-02-01 00:00:00" });

export interface Drift {
	readonly of: keyof AiCallTask;
	readonly task?: AiCallTask;
	readonly changes: Partial<TaskDefinition>;
	readonly seen: unknown;
	/** The read-back is not proven, so an earlier refresh must find it equal. */
	readonly isProvenFirst?: true;
}

const particular: readonly Drift[] = [
	{ of: "taskName", changes: { TaskName: "renamed" }, seen: "renamed" },
	{ of: "agentId", changes: { AgentId: otherAgent }, seen: otherAgent },
	{ of: "startType", changes: { StartType: "IMMEDIATE" }, seen: "IMMEDIATE" },
	{ of: "taskStartTime", changes: { TaskStartTime: 1768269600000 }, seen: 1768269600000 },
	{ of: "callDay", changes: { CallDay: ["SUNDAY"] }, seen: ["SUNDAY"] },
	{
		of: "callTime",
		changes: { CallTime: [{ startTime: "10:00:00", endTime: "11:00:00" }] },
		seen: [{ startTime: "10:00:00", endTime: "11:00:00" }],
	},
	{
		of: "callableTime",
		isProvenFirst: true,
		changes: { CallableTime: [{ startTime: "10:00:00", endTime: "11:00:00" }] },
		seen: [{ startTime: "10:00:00", endTime: "11:00:00" }],
	},
	{ of: "missCallRetry", changes: { MissCallRetry: false }, seen: false },
	{ of: "callRetryReason", changes: { CallRetryReason: ["NO_ANSWER"] }, seen: ["NO_ANSWER"] },
	{ of: "callRetryTimes", changes: { CallRetryTimes: 3 }, seen: 3 },
	{ of: "callRetryInterval", changes: { CallRetryInterval: 31 }, seen: 31 },
	{ of: "taskCps", changes: { TaskCps: 6 }, seen: 6 },
	{ of: "callExpireType", changes: { CallExpireType: 0 }, seen: 0 },
	{ of: "callExpireMinutes", changes: { CallExpireMinutes: 91 }, seen: 91 },
	{
		of: "callExpireDate",
		task: untilADate,
		changes: { CallExpireDate: "2026-03-01 00:00:00" },
		seen: "2026-03-01 00:00:00",
	},
	{ of: "applicationCode", task: onOwnLine, changes: { ApplicationCode: "APP-2" }, seen: "APP-2" },
	{ of: "phoneType", task: onOwnLine, changes: { PhoneType: 0 }, seen: 0 },
	{ of: "lineEncoding", task: onOwnLine, changes: { LineEncoding: "JILIANG_2_NET" }, seen: "JILIANG_2_NET" },
	{ of: "linePhoneNum", task: onOwnLine, changes: { LinePhoneNum: "02100002222" }, seen: "02100002222" },
];

/** Where nothing else is said: a property that has a meaning by itself, and whose value the service stores as it is. */
const others = [...taskDefinition.properties].flatMap(([of, { readBack, readBackUnproven }]): Drift[] => {
	if (readBack === undefined || readBackUnproven || particular.some((drift) => drift.of === of)) return [];
	const [value, other] = expectedProperties[of].values;
	const task = { ...aDefinition(), [of]: value };
	return [{ of, task, changes: { [of.charAt(0).toUpperCase() + of.slice(1)]: other }, seen: other }];
});
/** A change of each property that reads back, as a person makes it at the console. */
export const drifts: readonly Drift[] = [...particular, ...others];
