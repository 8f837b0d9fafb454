import { z } from "zod";

export const CALL_DAYS = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"] as const;

export const RETRY_REASONS = [
	"CALL_REJECTED",
	"USER_BUSY",
	"SUSPEND",
	"INVALID_NUMBER",
	"POWERED_OFF",
	"NETWORK_BUSY",
	"NO_ANSWER",
] as const;

const TIME = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/, "It is HH:mm:ss.");

export const CALL_WINDOW = z.strictObject({ startTime: TIME, endTime: TIME });
export type CallWindow = z.output<typeof CALL_WINDOW>;

/** A task as stored: the vendor's parameter names, decoded. */
export const TASK_DEFINITION = z.strictObject({
	TaskName: z.string(),
	AgentId: z.string().optional(),
	ApplicationCode: z.string().optional(),
	Source: z.literal([0, 1]),
	VirtualNumber: z.string().optional(),
	StartType: z.enum(["IMMEDIATE", "SCHEDULE"]),
	TaskStartTime: z.int().optional(),
	CallDay: z.array(z.enum(CALL_DAYS)),
	CallTime: z.array(CALL_WINDOW),
	CallableTime: z.array(CALL_WINDOW).optional(),
	MissCallRetry: z.boolean(),
	CallRetryReason: z.array(z.enum(RETRY_REASONS)).optional(),
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
export type TaskDefinition = z.output<typeof TASK_DEFINITION>;

/** The fields given, as a definition; a field that is undefined is left out. */
export function toDefinition(fields: { [Name in keyof TaskDefinition]?: TaskDefinition[Name] | undefined }) {
	return TASK_DEFINITION.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
