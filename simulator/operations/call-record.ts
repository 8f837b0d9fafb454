import { branchOf } from "../agents";
import { DETAIL, type Detail, endOf } from "../calls/call-book";
import type { CallResult } from "../calls/place-call";
import type { TaskDefinition } from "../task-definition";
import type { World } from "../world";

/* The status codes of Voice calls (help.aliyun.com/document_detail/112804 and 55085). */
const STATUS_CODES: Readonly<Partial<Record<CallResult, string>>> = {
	ANSWERED: "200000",
	USER_BUSY: "200002",
	NO_ANSWER: "200003",
	NO_USER_RESPONSE: "200003",
	INVALID_NUMBER: "200004",
	CALL_REJECTED: "200005",
	UNAVAILABLE: "200007",
	POWERED_OFF: "200010",
	SUSPEND: "200011",
	INCOMING_CALL_BARRED: "200012",
};
const OTHER_STATUS = "200130";

/** What both queries of one call's record show alike. Times are epoch milliseconds. */
export function recordOf(definition: TaskDefinition, detail: Detail) {
	const isOver = detail.status === DETAIL.ended || detail.status === DETAIL.failed;
	const isCalled = isOver && detail.attempts > 0;
	const isAnswered = detail.callResult === "ANSWERED";
	const releaseTime = isCalled ? endOf(detail) : undefined;
	return {
		CallId: callIdOf(detail),
		CallResult: detail.callResult,
		CalledPhone: detail.phoneNumber,
		CallerPhone: definition.VirtualNumber,
		ConversationRecord: conversationOf(detail),
		Duration: detail.duration,
		FailedReason: detail.failedReason,
		HangupDirection: isAnswered ? HANGUP[detail.hangUpBy ?? "user"] : undefined,
		MajorIntent: detail.majorIntent,
		OutId: detail.outId,
		OutputTags: outputTagsOf(detail),
		PickUpTime: isAnswered && releaseTime ? releaseTime - (detail.duration ?? 0) * 1000 : undefined,
		RecordingFileDownloadUrl: isAnswered ? `https://recordings.invalid/${recordingPathOf(detail)}` : undefined,
		ReleaseTime: releaseTime,
		StartCallTime: detail.callingTime,
		StatusCode: isCalled ? (STATUS_CODES[detail.callResult ?? "OTHERS"] ?? OTHER_STATUS) : undefined,
		StatusMsg: detail.callResult,
		Variables: variablesOf(detail),
	};
}

const HANGUP = { user: "0", robot: "1" };

/** The call's own id; a number that was never called has none. */
export function callIdOf({ id, attempts }: Detail): string | undefined {
	return attempts === 0 ? undefined : `${id}^${attempts}`;
}

/** What was said, as the JSON text the service sends. The words are ours. */
export function conversationOf({ turns = 0 }: Detail): string | undefined {
	if (turns === 0) return undefined;
	const record = Array.from({ length: turns }, (_, turn) => ({
		role: turn % 2 === 0 ? "assistant" : "user",
		content: turn % 2 === 0 ? "您好，请问现在方便吗？" : "可以，请讲。",
	}));
	return JSON.stringify(record);
}

/** Where the recording lies; only a call that was answered has one. */
export function recordingPathOf({ id, attempts, callResult }: Detail): string | undefined {
	return callResult === "ANSWERED" ? `${id}-${attempts}.wav` : undefined;
}

/** The branch and version of the agent that spoke; only an agent of the newer kind has them. */
export function branchFieldsOf({ settings }: World, { AgentId }: TaskDefinition) {
	const branch = settings.agentLists === "old" ? undefined : branchOf(AgentId ?? "");
	return {
		BranchId: branch?.branchId,
		BranchName: branch?.branchName,
		BranchVersionId: branch?.versionId,
		VersionName: branch?.versionName,
		VersionNo: branch && 1,
	};
}

function outputTagsOf({ majorIntent }: Detail) {
	if (majorIntent === undefined) return [];
	return [{ Id: "1", OutputTagName: "意向", OutputTagDescription: "客户的意向", OutputTagValue: majorIntent }];
}

function variablesOf({ variables }: Detail) {
	return Object.entries(variables).map(([Key, Value], index) => ({
		Id: String(index + 1),
		Key,
		Name: Key,
		Required: false,
		Source: "IMPORT",
		Value,
	}));
}
