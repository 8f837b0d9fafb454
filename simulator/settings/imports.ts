import { choice, seconds, wholeNumber } from "./choice";

const accepting = ["accepted", "refused"] as const;
const outcomes = ["accepted", "dropped", "refused"] as const;

export const importSettings = {
	duplicateNumbers: choice("What happens to an imported number that the task already has?", outcomes, "accepted"),
	duplicateOutIds: choice("What happens to an imported outId that the task already has?", outcomes, "accepted"),
	badNumbers: choice(
		"What happens to an imported number that is not a phone number (`fails`: its row is imported as failed)?",
		["accepted", "dropped", "refused", "fails"],
		"accepted",
	),
	importIntoInit: choice("Is an import accepted in INIT?", accepting, "accepted"),
	importIntoRunning: choice("Is an import accepted in RUNNING?", accepting, "accepted"),
	importIntoStopped: choice(
		"Does an import into a STOPPED task start it, or is it refused?",
		["stays-stopped", "starts", "refused"],
		"stays-stopped",
	),
	importIntoFailed: choice("Is an import accepted in FAILED?", accepting, "accepted"),
	importOnLostAnswer: choice(
		"If the answer of ImportTaskNumberDatas is lost, has the service imported the whole batch, or part of it?",
		["whole", "part"],
		"whole",
	),
	rowDelayAfterImport: seconds("For how many real seconds are imported rows missing from QueryAiCallDetailPage?"),
	countDelayAfterImport: seconds("For how many real seconds are imported rows missing from TotalCount?"),
	detailPageSizeMax: wholeNumber("What is the largest PageSize of QueryAiCallDetailPage?", 100, {
		min: 1,
		max: 100_000,
	}),
};
