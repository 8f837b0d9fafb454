import { z } from "zod";

export const callDays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

export const retryReasons = [
	"CALL_REJECTED",
	"USER_BUSY",
	"SUSPEND",
	"INVALID_NUMBER",
	"POWERED_OFF",
	"NETWORK_BUSY",
	"NO_ANSWER",
] as const;

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "It must be HH:mm:ss.");

export const CallWindow = z.strictObject({ startTime: Time, endTime: Time });
export type CallWindow = z.output<typeof CallWindow>;

/** A task's definition, decoded, under the vendor's parameter names. */
export const TaskDefinition = z.strictObject({
	TaskName: z.string(),
	AgentId: z.string().optional(),
	ApplicationCode: z.string().optional(),
	Source: z.literal([0, 1]),
	VirtualNumber: z.string().optional(),
	StartType: z.enum(["IMMEDIATE", "SCHEDULE"]),
	TaskStartTime: z.int().optional(),
	CallDay: z.array(z.enum(callDays)),
	CallTime: z.array(CallWindow),
	CallableTime: z.array(CallWindow).optional(),
	MissCallRetry: z.boolean(),
	CallRetryReason: z.array(z.enum(retryReasons)).optional(),
	CallRetryTimes: z.int().optional(),
	CallRetryInterval: z.int().optional(),
	TaskCps: z.int(),
	PhoneType: z.int().optional(),
	LineEncoding: z.string().optional(),
	LinePhoneNum: z.string().optional(),
	CallExpireType: z.int().optional(),
	CallExpireMinutes: z.int().optional(),
	CallExpireDate: z.string().optional(),
});
export type TaskDefinition = z.output<typeof TaskDefinition>;

/** Omits undefined fields. */
export function toDefinition(fields: { [Name in keyof TaskDefinition]?: TaskDefinition[Name] | undefined }) {
	return TaskDefinition.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
