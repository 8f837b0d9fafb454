import { z } from "zod";
import { boolean, integer, json, requiredText, source, text, timestamp } from "../parameters";
import { CALL_DAYS, CALL_WINDOW, RETRY_REASONS } from "../task-definition";

/* Each window is itself JSON text within the JSON list. */
const WINDOWS = z.array(json(CALL_WINDOW.refine(startsBeforeItEnds, "Its startTime comes before its endTime.")));

/** What CreateAiCallTask and UpdateAiCallTask have in common: the vendor's API reference of the two. */
export const DEFINITION_PARAMETERS = {
	TaskName: requiredText,
	VirtualNumber: text.optional(),
	StartType: z.enum(["IMMEDIATE", "SCHEDULE"]),
	TaskStartTime: timestamp.optional(),
	CallDay: json(z.array(z.enum(CALL_DAYS)).min(1)),
	CallTime: json(WINDOWS.min(1)),
	CallableTime: json(WINDOWS).optional(),
	MissCallRetry: boolean.optional(),
	CallRetryReason: json(z.array(z.enum(RETRY_REASONS))).optional(),
	CallRetryTimes: integer(0, 3).optional(),
	CallRetryInterval: integer(0, 720).optional(),
	TaskCps: integer(1, 500).optional(),
	Source: source.optional(),
	PhoneType: integer(0, 1).optional(),
	LineEncoding: text.optional(),
	LinePhoneNum: text.optional(),
	CallExpireType: integer(0, 2).optional(),
	CallExpireMinutes: integer(1, 10 ** 9).optional(),
	CallExpireDate: text.optional(),
};

function startsBeforeItEnds({ startTime, endTime }: { startTime: string; endTime: string }): boolean {
	return startTime < endTime;
}
