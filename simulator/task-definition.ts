import { z } from "zod";
import { boolean, integer, json, requiredText, source, text, timestamp } from "./parameters";

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

const Window = CallWindow.refine(
	({ startTime, endTime }) => startTime < endTime,
	"Its startTime must be before its endTime.",
);
// Each window is JSON text within the JSON list.
const windows = z.array(json(Window));

/** How a parameter is sent, and how QueryAiCallTaskDetail shows it. */
interface Facts {
	/** Reads the parameter's text. */
	readonly sent: z.ZodType;
	/** The field that shows it. */
	readonly shownAs?: string;
	/**
	 * Values that the setting readBackOtherwise shows in its place: well-formed, and three where possible, so that at
	 * least two differ from what was sent.
	 */
	readonly others?: readonly unknown[];
}

const facts = new Map<z.core.$ZodType, Facts>();

function parameter<Stored extends z.ZodType>(
	stored: Stored,
	its: Facts & { readonly sent: z.ZodType<z.output<Stored> | undefined> },
): Stored {
	facts.set(stored, its);
	return stored;
}

const otherNumbers = [7, 11, 13];
const otherWindows = [
	[{ StartTime: "10:30:00", EndTime: "11:30:00" }],
	[{ StartTime: "11:30:00", EndTime: "12:30:00" }],
	[{ StartTime: "12:30:00", EndTime: "13:30:00" }],
];

/**
 * A task's definition, decoded: each parameter of CreateAiCallTask and UpdateAiCallTask under the vendor's name, from the
 * vendor's API reference. Its text, its read-back and the values of readBackOtherwise come from this table.
 */
export const TaskDefinition = z.strictObject({
	TaskName: parameter(z.string(), { sent: requiredText, shownAs: "TaskName" }),
	AgentId: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "AgentId",
		others: ["118099999999999991", "118099999999999993", "118099999999999995"],
	}),
	ApplicationCode: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "ApplicationCode",
		others: ["APP99999991", "APP99999993", "APP99999995"],
	}),
	Source: parameter(z.literal([0, 1]), { sent: source.optional() }),
	VirtualNumber: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "CallerNumber",
		others: ["057199990001", "057199990003", "057199990005"],
	}),
	StartType: parameter(z.enum(["IMMEDIATE", "SCHEDULE"]), {
		sent: z.enum(["IMMEDIATE", "SCHEDULE"]),
		shownAs: "StartType",
		others: ["SCHEDULE", "IMMEDIATE"],
	}),
	TaskStartTime: parameter(z.int().optional(), {
		sent: timestamp.optional(),
		shownAs: "StartTime",
		others: [1_893_456_000_000, 1_893_459_600_000, 1_893_463_200_000],
	}),
	CallDay: parameter(z.array(z.enum(callDays)), {
		sent: json(z.array(z.enum(callDays)).min(1)),
		shownAs: "CallDays",
		others: [["SUNDAY"], ["SATURDAY"], ["SATURDAY", "SUNDAY"]],
	}),
	CallTime: parameter(z.array(CallWindow), { sent: json(windows.min(1)), shownAs: "CallTimes", others: otherWindows }),
	CallableTime: parameter(z.array(CallWindow).optional(), {
		sent: json(windows).optional(),
		shownAs: "CallableTimes",
		others: otherWindows,
	}),
	MissCallRetry: parameter(z.boolean(), { sent: boolean.optional(), shownAs: "RetryEnable", others: [true, false] }),
	CallRetryReason: parameter(z.array(z.enum(retryReasons)).optional(), {
		sent: json(z.array(z.enum(retryReasons))).optional(),
		shownAs: "RetryReasons",
		others: [["SUSPEND"], ["INVALID_NUMBER"], ["POWERED_OFF"]],
	}),
	CallRetryTimes: parameter(z.int().optional(), {
		sent: integer(0, 3).optional(),
		shownAs: "RetryCount",
		others: [1, 2, 3],
	}),
	CallRetryInterval: parameter(z.int().optional(), {
		sent: integer(0, 720).optional(),
		shownAs: "RetryInterval",
		others: otherNumbers,
	}),
	TaskCps: parameter(z.int(), { sent: integer(1, 500).optional(), shownAs: "ConcurrentCount", others: otherNumbers }),
	PhoneType: parameter(z.int().optional(), { sent: integer(0, 1).optional(), shownAs: "PhoneType", others: [1, 0] }),
	LineEncoding: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "LineEncoding",
		others: ["OTHER_LINE_1_NET", "OTHER_LINE_2_NET", "OTHER_LINE_3_NET"],
	}),
	LinePhoneNum: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "LinePhoneNum",
		others: ["057199990011", "057199990013", "057199990015"],
	}),
	CallExpireType: parameter(z.int().optional(), {
		sent: integer(0, 2).optional(),
		shownAs: "CallExpireType",
		others: [2, 1, 0],
	}),
	CallExpireMinutes: parameter(z.int().optional(), {
		sent: integer(1, 10 ** 9).optional(),
		shownAs: "CallExpireMinutes",
		others: otherNumbers,
	}),
	CallExpireDate: parameter(z.string().optional(), {
		sent: text.optional(),
		shownAs: "CallExpireDate",
		others: ["2030-01-01 00:00:00", "2030-01-02 00:00:00", "2030-01-03 00:00:00"],
	}),
});
export type TaskDefinition = z.output<typeof TaskDefinition>;

const parameters = Object.entries(TaskDefinition.shape).flatMap(([name, stored]) => {
	const its = facts.get(stored);
	return its === undefined ? [] : [{ name, ...its }];
});

/** The parameters as they are sent. */
export const definitionParameters = Object.fromEntries(parameters.map(({ name, sent }) => [name, sent]));

/** What a request sends of a definition, decoded. */
export const SentDefinition = TaskDefinition.partial({ Source: true, MissCallRetry: true, TaskCps: true });

/** Each field of QueryAiCallTaskDetail that shows a parameter. */
export const shownParameters = parameters.flatMap(({ name, shownAs, others = [] }) =>
	shownAs === undefined ? [] : [{ name, shownAs, others }],
);
export const readBackFields = shownParameters.map(({ shownAs }) => shownAs);

/** Omits undefined fields. */
export function toDefinition(fields: { [Name in keyof TaskDefinition]?: TaskDefinition[Name] | undefined }) {
	return TaskDefinition.parse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
