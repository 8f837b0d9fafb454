import { z } from "zod";

/** One operation of the service: how to send it and how to read its answer. */
export interface Operation<T> {
	readonly action: string;
	/** Whether the request may be sent again when its answer was lost. */
	readonly mayRepeat: boolean;
	/** Seconds to wait for an answer. */
	readonly timeoutSeconds: number;
	/** The parameters that hold a phone number or an outId: errors name the parameter instead. */
	readonly phoneNumbers?: readonly string[];
	/** The parameters that travel in a form body instead of the URL. */
	readonly inBody?: readonly string[];
	/** Set if the service's words may repeat numbers to call: errors leave out everything that could be one. */
	readonly concernsCallees?: true;
	/**
	 * Set if answers are long: they are parsed natively, which takes a fifth of the time. Their `data` must refuse ids that
	 * this rounds, and may have no other numbers of more than 15 digits.
	 */
	readonly hasLongAnswers?: true;
	/** The parts of a success's `Data` that the provider reads. */
	readonly data: z.ZodType<T>;
}

/** Ids come as numbers of 18 digits or as text; in the vendor's examples a line break follows. */
const Id = z
	.union([z.string(), z.int()])
	.transform((id) => String(id).trim())
	.pipe(z.string().regex(/^\d+$/));
const text = z.string().nullish();
const whole = z.union([z.number(), z.string().transform(Number)]).nullish();

/** A task as QueryAiCallTaskPage lists it. No other operation returns the status. */
export const TaskRow = z.object({
	TaskId: Id,
	TaskName: z.string(),
	Status: whole,
	StartFailedReason: text,
	AgentId: text,
	AgentName: text,
	ApplicationCode: text,
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

const Page = z.object({ Total: whole, List: z.array(TaskRow).nullish() });
/** Untyped here: the model reads each property from it. */
export const TaskDetail = z.record(z.string(), z.unknown());
export type TaskDetail = z.output<typeof TaskDetail>;

/** A number of a task, as QueryAiCallDetailPage lists it. */
export const CallDetail = z.object({
	DetailId: Id,
	BatchId: Id.nullish(),
	/** The service may mask it. */
	CalledNumber: text,
	OutId: text,
	/** 0 initial, 1 waiting, 2 waiting for a retry, 3 calling, 4 ended, 5 failed. */
	Status: whole,
	CallResult: text,
	CallId: text,
	CallingTime: whole,
	/** The vendor's types say a number, and the example is a date. */
	CallExpireTime: z.union([z.number(), z.string()]).nullish(),
});
export type CallDetail = z.output<typeof CallDetail>;

/** Text, also where the service sends a number. */
const loose = z
	.union([z.string(), z.number(), z.boolean()])
	.transform((value) => String(value).trim())
	.nullish()
	.catch(undefined);
const flag = z.boolean().nullish().catch(undefined);

/** An agent, as PageQueryAgentList lists it. */
export const AgentRow = z.object({
	AgentId: loose,
	AgentName: loose,
	ApplicationCode: loose,
	AuditReason: loose,
	BuildFailReason: loose,
	BusinessTypeName: loose,
	CreateTime: loose,
	Description: loose,
	LastOnlineTime: loose,
	ModifyTime: loose,
	/** 1 online, which means published; 2 to 8 are other states. */
	Status: loose,
});
export type AgentRow = z.output<typeof AgentRow>;

/** An agent with branches and versions, as PageQueryAgentListNew lists it. */
export const BranchedAgentRow = z.object({
	AgentId: loose,
	AgentMode: loose,
	AgentName: loose,
	ApplicationCode: loose,
	CreateTime: loose,
	DeployBranchName: loose,
	Description: loose,
	EffectiveVersionName: loose,
	/** Whether the deployed branch has a published version. */
	IsAvailable: flag,
	LatestPublishTime: loose,
	ModifyTime: loose,
	Scene: loose,
	ServiceDirection: loose,
});
export type BranchedAgentRow = z.output<typeof BranchedAgentRow>;

const CallDetails = z.object({ Total: whole, List: z.array(CallDetail).nullish() });
const Cancelled = z.object({
	SucceedCount: whole,
	FailedCount: whole,
	/** The reason by DetailId. */
	FailedDetails: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
export type Cancelled = z.output<typeof Cancelled>;

/** The numbers of the lines that a task calls from. */
const linePhoneNumbers = ["VirtualNumber", "LinePhoneNum"];

function operation<T>(row: Operation<T>): Operation<T> {
	return row;
}

export const createAiCallTask = operation({
	action: "CreateAiCallTask",
	// The task may have been created although its answer was lost.
	mayRepeat: false,
	timeoutSeconds: 60,
	phoneNumbers: linePhoneNumbers,
	data: Id,
});

export const updateAiCallTask = operation({
	action: "UpdateAiCallTask",
	// It replaces the whole configuration, so repeating it changes nothing.
	mayRepeat: true,
	timeoutSeconds: 60,
	phoneNumbers: linePhoneNumbers,
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

export const importTaskNumberDatas = operation({
	action: "ImportTaskNumberDatas",
	// The numbers may have been imported although the answer was lost, and would be called twice.
	mayRepeat: false,
	timeoutSeconds: 60,
	inBody: ["PhoneNumberList"],
	phoneNumbers: ["PhoneNumberList"],
	concernsCallees: true,
	data: Id,
});

export const queryAiCallDetailPage = operation({
	action: "QueryAiCallDetailPage",
	mayRepeat: true,
	timeoutSeconds: 20,
	hasLongAnswers: true,
	phoneNumbers: ["OutId"],
	concernsCallees: true,
	data: CallDetails,
});

export const cancelAiCallDetails = operation({
	action: "CancelAiCallDetails",
	// Cancelling a number twice changes nothing.
	mayRepeat: true,
	timeoutSeconds: 30,
	concernsCallees: true,
	data: Cancelled,
});

export const pageQueryAgentList = operation({
	action: "PageQueryAgentList",
	mayRepeat: true,
	timeoutSeconds: 20,
	data: z.object({ Total: whole, List: z.array(AgentRow).nullish() }),
});

export const pageQueryAgentListNew = operation({
	action: "PageQueryAgentListNew",
	mayRepeat: true,
	timeoutSeconds: 20,
	data: z.object({ Total: whole, List: z.array(BranchedAgentRow).nullish() }),
});
