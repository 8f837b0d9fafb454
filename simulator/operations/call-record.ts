import { branchOf } from "../agents";
import { type Detail, endOf } from "../calls/call-store";
import type { CallResult } from "../calls/place-call";
import type { Service } from "../service";
import type { Settings } from "../settings";
import type { TaskDefinition } from "../task-definition";

// From the vendor's status codes of Voice calls (help.aliyun.com/document_detail/112804 and 55085).
const statusCodes: Readonly<Partial<Record<CallResult, string>>> = {
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
const otherStatusCode = "200130";

/** The fields that both queries of a call's record have. Times are epoch milliseconds. */
export function recordOf(settings: Settings, definition: TaskDefinition, detail: Detail) {
	const isOver = detail.status === "ended" || detail.status === "failed" || detail.status === "cancelled";
	const isCalled = isOver && detail.attempts > 0;
	const isAnswered = detail.callResult === "ANSWERED";
	const { talkSeconds, hangUpBy = "user", majorIntent } = detail.outcome ?? {};
	const callResult = callResultOf(settings, detail);
	const releaseTime = isCalled ? endOf(detail) : undefined;
	return {
		CallId: callIdOf(detail),
		CallResult: callResult,
		CalledPhone: detail.phoneNumber,
		CallerPhone: definition.VirtualNumber,
		ConversationRecord: conversationOf(detail),
		Duration: talkSeconds,
		FailedReason: detail.failedReason,
		HangupDirection: isAnswered ? hangupDirections[hangUpBy] : undefined,
		MajorIntent: majorIntent,
		OutId: detail.outId,
		OutputTags: outputTagsOf(detail),
		PickUpTime: isAnswered && releaseTime ? releaseTime - (talkSeconds ?? 0) * 1000 : undefined,
		RecordingFileDownloadUrl: isAnswered ? `https://recordings.invalid/${recordingPathOf(detail)}` : undefined,
		ReleaseTime: releaseTime,
		StartCallTime: detail.callingTime,
		StatusCode: isCalled ? (statusCodes[detail.callResult ?? "OTHERS"] ?? otherStatusCode) : undefined,
		StatusMsg: callResult,
		Variables: variablesOf(detail),
	};
}

const hangupDirections = { user: "0", robot: "1" };

/** The result of the number's last call, or why it is not called any more. */
export function callResultOf({ cancelledNumbers }: Settings, { status, callResult }: Detail): CallResult | undefined {
	return status === "cancelled" && cancelledNumbers === "failed-without-result" ? undefined : callResult;
}

/** The id of the number's last call; undefined if it was never called. */
export function callIdOf({ id, attempts }: Detail): string | undefined {
	return attempts === 0 ? undefined : `${id}^${attempts}`;
}

/** The conversation as JSON text; its content is invented. */
export function conversationOf({ outcome }: Detail): string | undefined {
	const turns = outcome?.turns ?? 0;
	if (turns === 0) return undefined;
	const record = Array.from({ length: turns }, (_, turn) => ({
		role: turn % 2 === 0 ? "assistant" : "user",
		content: turn % 2 === 0 ? "您好，请问现在方便吗？" : "可以，请讲。",
	}));
	return JSON.stringify(record);
}

/** The path of the recording; only an answered call has one. */
export function recordingPathOf({ id, attempts, callResult }: Detail): string | undefined {
	return callResult === "ANSWERED" ? `${id}-${attempts}.wav` : undefined;
}

/** The branch and version of the agent; only agents of PageQueryAgentListNew have them. */
export function branchFieldsOf({ settings }: Service, { AgentId }: TaskDefinition) {
	const branch = settings.agentLists === "old" ? undefined : branchOf(AgentId ?? "");
	return {
		BranchId: branch?.branchId,
		BranchName: branch?.branchName,
		BranchVersionId: branch?.versionId,
		VersionName: branch?.versionName,
		VersionNo: branch && 1,
	};
}

function outputTagsOf({ outcome }: Detail) {
	const majorIntent = outcome?.majorIntent;
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
