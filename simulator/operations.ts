import { type ApiRequest, actionOf } from "./gateway/api-request";
import type { Operation } from "./operation";
import { cancelAiCallDetails } from "./operations/cancel-ai-call-details";
import { createAiCallTask } from "./operations/create-ai-call-task";
import { importOneTaskPhoneNumber } from "./operations/import-one-task-phone-number";
import { importTaskNumberDatas } from "./operations/import-task-number-datas";
import { pageQueryAgentList } from "./operations/page-query-agent-list";
import { pageQueryAgentListNew } from "./operations/page-query-agent-list-new";
import { queryAiCallDetailPage } from "./operations/query-ai-call-detail-page";
import { queryAiCallTaskDetail } from "./operations/query-ai-call-task-detail";
import { queryAiCallTaskPage } from "./operations/query-ai-call-task-page";
import { queryConversationDetailInfo } from "./operations/query-conversation-detail-info";
import { queryConversationDetailInfoNew } from "./operations/query-conversation-detail-info-new";
import { startAiCallTask } from "./operations/start-ai-call-task";
import { stopAiCallTask } from "./operations/stop-ai-call-task";
import { updateAiCallTask } from "./operations/update-ai-call-task";
import { notSimulated, unknownAction, unknownVersion } from "./refusals";

export const apiVersion = "2019-10-15";

const simulated: readonly Operation[] = [
	createAiCallTask,
	updateAiCallTask,
	startAiCallTask,
	stopAiCallTask,
	queryAiCallTaskDetail,
	queryAiCallTaskPage,
	importTaskNumberDatas,
	importOneTaskPhoneNumber,
	queryAiCallDetailPage,
	cancelAiCallDetails,
	queryConversationDetailInfo,
	queryConversationDetailInfoNew,
	pageQueryAgentList,
	pageQueryAgentListNew,
];

const byAction: ReadonlyMap<string, Operation> = new Map(simulated.map((operation) => [operation.action, operation]));

// Related operations of the same API version. All others are unknown actions.
const unsupported: ReadonlySet<string> = new Set([
	"AddInboundNumber",
	"AddLargeModel",
	"AddModelApplication",
	"GetAudioNoteUploadUrl",
	"GetCallDialogContent",
	"HangupOperate",
	"ListAvailableTts",
	"LlmFullDuplexCallOperate",
	"LlmSmartCall",
	"LlmSmartCallEncrypt",
	"LlmSmartCallFullDuplex",
	"QueryAiVoiceAgentDetail",
	"QueryAiVoiceAgentDetailNew",
	"QueryInboundCallId",
	"SubmitAudioNote",
	"TestLargeModel",
	"UpdateLargeModel",
	"UpdateModelApplication",
]);

export function findOperation(request: ApiRequest): Operation {
	const action = actionOf(request);
	if ((request.headers["x-acs-version"] ?? request.parameters.Version) !== apiVersion) throw unknownVersion();
	const operation = byAction.get(action);
	if (operation !== undefined && request.path === "/") return operation;
	throw unsupported.has(action) ? notSimulated(action) : unknownAction();
}
