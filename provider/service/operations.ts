import { z } from "zod";

/** One operation of the service: everything about asking it. */
export interface Operation<T> {
	readonly action: string;
	/** Whether the request may be sent again when its answer was lost. */
	readonly mayRepeat: boolean;
	/** Seconds to wait for an answer. */
	readonly timeoutSeconds: number;
	/** The `Data` of a success, as far as it is read here. */
	readonly data: z.ZodType<T>;
}

/** Ids come as numbers of 18 digits or as text, in examples with a line break behind. */
const Id = z
	.union([z.string(), z.number()])
	.transform((id) => String(id).trim())
	.pipe(z.string().regex(/^\d+$/));
const text = z.string().nullish();
const whole = z.union([z.number(), z.string().transform(Number)]).nullish();

/** A task as the list shows it: the only place where its status stands. */
export const TaskRow = z.object({
	TaskId: Id,
	TaskName: z.string(),
	Status: whole,
	StartFailedReason: text,
	AgentId: text,
	AgentName: text,
	ApplicationName: text,
	ConcurrentCount: whole,
	CreateTime: whole,
	RealStartTime: whole,
	TotalCount: whole,
	SucceedCount: whole,
	FailedCount: whole,
	CallingCount: whole,
	TotalCallCount: whole,
	CompleteRate: z.union([z.string(), z.number().transform((rate) => `${rate}%`)]).nullish(),
});
export type TaskRow = z.output<typeof TaskRow>;

const Page = z.object({ Total: whole, PageSize: whole, List: z.array(TaskRow).nullish() });
/** The detail is read property by property, as the model says. */
export const TaskDetail = z.record(z.string(), z.unknown());
export type TaskDetail = z.output<typeof TaskDetail>;

const CallDetails = z.object({ List: z.array(z.object({ DetailId: Id })).nullish() });
const Cancelled = z.object({ SucceedCount: whole, FailedCount: whole });

function operation<T>(row: Operation<T>): Operation<T> {
	return row;
}

export const createAiCallTask = operation({
	action: "CreateAiCallTask",
	// A lost answer may have left a task behind.
	mayRepeat: false,
	timeoutSeconds: 60,
	data: Id,
});

export const updateAiCallTask = operation({
	action: "UpdateAiCallTask",
	// It replaces the whole configuration: twice is as once.
	mayRepeat: true,
	timeoutSeconds: 60,
	data: z.literal(true),
});

export const startAiCallTask = operation({
	action: "StartAiCallTask",
	mayRepeat: false,
	timeoutSeconds: 30,
	data: z.literal(true),
});

export const stopAiCallTask = operation({
	action: "StopAiCallTask",
	mayRepeat: false,
	timeoutSeconds: 30,
	data: z.literal(true),
});

export const queryAiCallTaskDetail = operation({
	action: "QueryAiCallTaskDetail",
	mayRepeat: true,
	timeoutSeconds: 20,
	data: TaskDetail.nullish(),
});

export const queryAiCallTaskPage = operation({
	action: "QueryAiCallTaskPage",
	mayRepeat: true,
	timeoutSeconds: 20,
	data: Page,
});

export const queryAiCallDetailPage = operation({
	action: "QueryAiCallDetailPage",
	mayRepeat: true,
	timeoutSeconds: 20,
	data: CallDetails,
});

export const cancelAiCallDetails = operation({
	action: "CancelAiCallDetails",
	// A number that is cancelled already stays cancelled.
	mayRepeat: true,
	timeoutSeconds: 30,
	data: Cancelled,
});
