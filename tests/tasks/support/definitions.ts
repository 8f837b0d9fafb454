import type { Finding } from "../../../provider/definition/finding";
import type { Circumstances } from "../../../provider/definition/rule";
import { Raw } from "../../../provider/definition/values";
import { taskDefinition } from "../../../provider/tasks/definition";

/** Properties as programs write them. */
export type Definition = Readonly<Record<string, unknown>>;

/** Monday, 2027-01-04, 10:00 in Shanghai. */
export const monday = Date.parse("2027-01-04T10:00:00+08:00");

/** A definition without findings. */
export const good: Definition = {
	taskName: "spring-callback",
	startType: "IMMEDIATE",
	callDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
	callTime: [
		{ startTime: "09:00:00", endTime: "12:00:00" },
		{ startTime: "14:00:00", endTime: "18:00:00" },
	],
	agentId: "118712345678901234",
	virtualNumber: "05710000001",
};

/** Valid definitions to change properties in that have an effect only with others. */
export const bases = {
	task: good,
	scheduled: { ...good, startType: "SCHEDULE", taskStartTime: "2027-03-01T09:00:00+08:00" },
	retrying: {
		...good,
		missCallRetry: true,
		callRetryReason: ["NO_ANSWER", "USER_BUSY"],
		callRetryTimes: 2,
		callRetryInterval: 30,
	},
	engine: without({ ...good, source: 1, applicationCode: "APP-1" }, "agentId"),
	ownLine: without(
		{
			...good,
			source: 1,
			applicationCode: "APP-1",
			phoneType: 1,
			lineEncoding: "JILIANG_1_NET",
			linePhoneNum: "057100002222",
		},
		"agentId",
		"virtualNumber",
	),
	expiringByMinutes: { ...good, callExpireType: 1, callExpireMinutes: 600 },
	expiringByDate: { ...good, callExpireType: 2, callExpireDate: "2027-06-30 18:00:00" },
	withCallable: { ...good, callableTime: [{ startTime: "10:00:00", endTime: "16:00:00" }] },
} satisfies Record<string, Definition>;

export type Base = keyof typeof bases;

export function without(definition: Definition, ...properties: string[]): Definition {
	return Object.fromEntries(Object.entries(definition).filter(([property]) => !properties.includes(property)));
}

/** The findings of a definition of a new task, on a Monday morning. */
export function findingsOf(definition: Definition, circumstances: Partial<Circumstances> = {}): Finding[] {
	return taskDefinition.check(new Raw(definition), { now: monday, isNew: true, ...circumstances }).findings;
}

/** The findings of a severity, as `path problem`. */
export function textsOf(findings: readonly Finding[], severity: Finding["severity"]): string[] {
	return findings.filter((finding) => finding.severity === severity).map(({ path, problem }) => `${path} ${problem}`);
}
