import { actionOf, type Call } from "./gateway/call";
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

const VERSION = "2019-10-15";

const SIMULATED: readonly Operation[] = [
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

const BY_ACTION: ReadonlyMap<string, Operation> = new Map(SIMULATED.map((operation) => [operation.action, operation]));

/* Neighbours of the family in the same version of the product, which clients may well ask for. */
const NOT_SIMULATED: ReadonlySet<string> = new Set([
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

export function findOperation(call: Call): Operation {
	const action = actionOf(call);
	if ((call.headers["x-acs-version"] ?? call.parameters.Version) !== VERSION) throw unknownVersion();
	const operation = BY_ACTION.get(action);
	if (operation !== undefined && call.path === "/") return operation;
	throw NOT_SIMULATED.has(action) ? notSimulated(action) : unknownAction();
}
