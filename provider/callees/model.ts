import { z } from "zod";
import { account, choice, code, files, flag, id, names, whole } from "../definition/field";

const importPage = "ImportTaskNumberDatas, API reference";
const ours = "this provider";

/** The most callees of one list. More is a mistake: the provider is tested with half a million. */
const mostCallees = 10_000_000;

/** The callees of a task: the type, limits and facts of each property. Nothing of the files is in here. */
export const CalleeList = z.strictObject({
	taskId: id({
		title: "campaign",
		description:
			"Id of the task whose agent calls the list: the output `taskId` of an AiCallTask. An `IMMEDIATE` task begins with the first import, in its next call window. A task has one list.",
		change: "updates",
		effect:
			"moves the list: who waits in the old task is withdrawn, and who was not called there is imported into the new one",
		ours: true,
		source: importPage,
	}),
	account: account({
		title: "account",
		description:
			"Name of the account that has the task: the same as the property `account` of the task. Whom the tasks of the list in other accounts have called is still left out, so those accounts stay in the configuration.",
		change: "updates",
		effect: "comes with another `taskId`, and moves the list to that task",
		ours: true,
		source: ours,
	}).optional(),
	source: files({
		title: "files",
		description:
			"The people to call: one or several CSV or JSON Lines files in UTF-8 or GB18030, one person a row, with a header. The state has the path and a hash of each file, and nothing of its content.",
		change: "updates",
		ours: true,
		source: ours,
	}),
	columns: names('a map such as { "Mobile": "calleeNumber", "Customer": "outId", "Name": "name" }', {
		title: "columns",
		description:
			"Header of the file to `calleeNumber`, `outId` (at most 128 characters; receipts repeat it) or the name of a variable of the agent; the variables of engine tasks (`source` 1) begin with `startWordParam.`, `promptParam.` or `bizParam.`. Without it, the vendor's names and usual names of a column of numbers are recognized. Other columns are variables under their own name.",
		change: "updates",
		ours: true,
		source: importPage,
	}).optional(),
	doNotCall: files({
		title: "do-not-call files",
		description:
			"Numbers that are never imported, and are withdrawn where they wait in the task, whoever imported them: CSV, JSON Lines, or one number a line.",
		change: "updates",
		ours: true,
		source: ours,
	}).optional(),
	first: whole(1, mostCallees, {
		title: "size of the canary",
		description:
			"Import only so many people: a fair sample, which is the same in each run. A larger number later imports more of them; a smaller one withdraws who still waits.",
		change: "updates",
		ours: true,
		source: ours,
	}).optional(),
	atMost: whole(1, mostCallees, {
		title: "upper limit",
		description: "More people than this are an error: it is probably the wrong file.",
		change: "recorded",
		ours: true,
		source: ours,
	}).optional(),
	callAgain: flag({
		title: "calls people again",
		description:
			"When the list moves to another task, as it does when its task is replaced: `true` imports also those whom the old task has called. Unset, they are left out.",
		change: "recorded",
		ours: true,
		source: ours,
	}).optional(),
	encryptionType: code([0, 1, 2, 3], {
		title: "encryption",
		description:
			"What the files have in place of numbers: 0 numbers, 1 their MD5, 2 their SHA-256, 3 their SM3, as hexadecimal digits. Also in `doNotCall`.",
		change: "updates",
		effect: "is refused: the people who are imported already could not be recognized",
		unset: 0,
		ours: true,
		source: importPage,
	}).optional(),
	onDestroy: choice(["withdraw", "leave"], {
		title: "when destroyed",
		description:
			"What destroying the resource does: `withdraw` (unset) cancels who waits to be called; `leave` leaves them in the task.",
		change: "recorded",
		unset: "withdraw",
		ours: true,
		source: "CancelAiCallDetails, API reference",
	}).optional(),
});
export type CalleeList = z.output<typeof CalleeList>;
