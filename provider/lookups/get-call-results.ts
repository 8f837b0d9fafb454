import { z } from "zod";
import { readCallDetails } from "../callees/call-details";
import type { CallDetail } from "../service/operations";
import { idArgument, lookup } from "./lookup";
import { readTasks } from "./read-tasks";

/** The states of a number, by the vendor's numbers. */
const statuses = ["initial", "waiting", "waiting for a retry", "calling", "ended", "failed"] as const;

const counts = (description: string) => z.record(z.string(), z.int()).meta({ description });

export const getCallResults = lookup({
	name: "getCallResults",
	description:
		"How many numbers of a task are in which state, and with which result of the last call: counts only, and no number, outId or id of a call. Reads every number of the task, a request for each 100 to 1,000 in each of three lists. Needs the RAM action aiccs:QueryAiCallDetailPage.",
	args: z.strictObject({
		taskId: idArgument("Id of the task, as text: it has 18 digits, more than a number holds."),
	}),
	result: z.object({
		taskId: z.string().meta({ description: "Id of the task." }),
		numbers: z.int().meta({ description: "Numbers of the task, cancelled ones included if the service lists them." }),
		byStatus: counts(
			"Numbers by state: `initial`, `waiting`, `waiting for a retry`, `calling`, `ended`, `failed`, the service's number of another state, or `unknown`.",
		),
		byResult: counts(
			"Numbers by the result of their last call, in the service's words: `ANSWERED`, `NO_ANSWER`, `USER_BUSY`, `POWERED_OFF`, `CANCEL` and others; `unreadable` for one that is no word.",
		),
		withoutResult: z.int().meta({ description: "Numbers without a result: most of them wait to be called." }),
	}),
	async run(context, { taskId }) {
		// A number is read again if it moves from one list to the next: its last row counts.
		const last = new Map<string, CallOutcome>();
		// There are few outcomes, and a task may have a million numbers.
		const shared = new Map<string, CallOutcome>();
		const read = (row: CallDetail) => {
			const outcome = outcomeOf(row);
			const key = JSON.stringify(outcome);
			shared.set(key, shared.get(key) ?? outcome);
			last.set(row.DetailId, shared.get(key) ?? outcome);
			return true;
		};
		const numbers = await readCallDetails(
			context,
			taskId,
			read,
			"change too fast to be read completely, so they were not counted.",
		);
		if (numbers === 0) await assertExists(context, taskId);
		const outcomes = [...last.values()];
		const results = outcomes.flatMap(({ result }) => (result === undefined ? [] : [result]));
		return {
			taskId,
			numbers: last.size,
			byStatus: countsOf(outcomes.map(({ status }) => status)),
			byResult: countsOf(results),
			withoutResult: outcomes.length - results.length,
		};
	},
});

interface CallOutcome {
	readonly status: string;
	readonly result: string | undefined;
}

function outcomeOf({ Status, CallResult }: CallDetail): CallOutcome {
	const status = Number.isInteger(Status) ? (statuses[Number(Status)] ?? String(Status)) : "unknown";
	const result = CallResult?.trim() ? (isWord(CallResult.trim()) ? CallResult.trim() : "unreadable") : undefined;
	return { status, result };
}

/** A result is a word. What has many digits could be a phone number, or an id. */
function isWord(text: string): boolean {
	return /^\p{L}[\p{L}\p{N} _.-]{0,63}$/u.test(text) && !/\d{5}/.test(text.replace(/[ _.-]/g, ""));
}

function countsOf(texts: readonly string[]): Record<string, number> {
	const counted = new Map<string, number>();
	for (const text of texts) counted.set(text, (counted.get(text) ?? 0) + 1);
	return Object.fromEntries([...counted].sort());
}

/** It is not published whether the query for the numbers of an unknown task is refused or returns none. */
async function assertExists(context: Parameters<typeof readTasks>[0], taskId: string): Promise<void> {
	const { tasks } = await readTasks(context, { TaskId: taskId });
	if (tasks.some(({ row }) => row.TaskId === taskId)) return;
	throw new Error(
		`getCallResults: the account has no task with the id ${taskId}. Check the id (18 digits, as text), and that the credentials belong to the right account.`,
	);
}
