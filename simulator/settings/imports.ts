import { choice, seconds, wholeNumber } from "./choice";

const taking = ["accepted", "dropped", "refused"] as const;

export const IMPORT_SETTINGS = {
	duplicateNumbers: choice("What becomes of an imported number that the task holds already?", taking, "accepted"),
	duplicateOutIds: choice("What becomes of an imported outId that the task holds already?", taking, "accepted"),
	badNumbers: choice(
		"What becomes of an imported number that is no phone number (`fails`: a row that has failed)?",
		["accepted", "dropped", "refused", "fails"],
		"accepted",
	),
	importIntoStopped: choice(
		"Does an import into a STOPPED task start it?",
		["stays-stopped", "starts"],
		"stays-stopped",
	),
	rowDelayAfterImport: seconds("How long (real seconds) do imported rows stay out of QueryAiCallDetailPage?"),
	countDelayAfterImport: seconds("How long (real seconds) do imported rows stay out of TotalCount?"),
	detailPageSizeMax: wholeNumber("How large may PageSize be in QueryAiCallDetailPage?", 100, {
		min: 1,
		max: 100_000,
	}),
};
