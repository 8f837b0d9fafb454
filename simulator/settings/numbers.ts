import { choice } from "./choice";

export const numberSettings = {
	detailOrder: choice(
		"In which order does QueryAiCallDetailPage list numbers: by import, or those first whose status changed last?",
		["oldest", "newest", "status-change"],
		"oldest",
	),
	pendingWhileCalling: choice(
		"Does QueryAiCallDetailPage list a number that is being called as pending (Status 0), or as completed (Status 1)?",
		["listed", "completed"],
		"listed",
	),
	cancelledNumbers: choice(
		"What becomes of a cancelled number: a failed one with CallResult CANCEL, a failed one without CallResult, or does it vanish?",
		["failed", "failed-without-result", "vanishes"],
		"failed",
	),
	totalCount: choice("Does TotalCount include cancelled numbers?", ["all", "without-cancelled"], "all"),
	calledNumber: choice(
		"Does CalledNumber of QueryAiCallDetailPage show the number, or mask its middle?",
		["plain", "masked"],
		"plain",
	),
};
