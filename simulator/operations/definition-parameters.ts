import { z } from "zod";
import { boolean, integer, json, requiredText, source, text, timestamp } from "../parameters";
import { CallWindow, callDays, retryReasons } from "../task-definition";

// Each window is JSON text within the JSON list.
const Windows = z.array(json(CallWindow.refine(startsBeforeItEnds, "Its startTime must be before its endTime.")));

/** The parameters that CreateAiCallTask and UpdateAiCallTask share, from the vendor's API reference. */
export const definitionParameters = {
	TaskName: requiredText,
	VirtualNumber: text.optional(),
	StartType: z.enum(["IMMEDIATE", "SCHEDULE"]),
	TaskStartTime: timestamp.optional(),
	CallDay: json(z.array(z.enum(callDays)).min(1)),
	CallTime: json(Windows.min(1)),
	CallableTime: json(Windows).optional(),
	MissCallRetry: boolean.optional(),
	CallRetryReason: json(z.array(z.enum(retryReasons))).optional(),
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
