import assert from "node:assert/strict";
import fc from "fast-check";
import { Raw } from "../../../../provider/definition/values";
import { taskDefinition } from "../../../../provider/tasks/definition";
import type { Seeds, Settings } from "../../../../simulator";
import { readBackFields } from "../../../../simulator/task-definition";
import { openPlace, type Place } from "../../../support/describe-simulator";
import type { Values } from "../../../support/engine";
import { generated } from "../../../tasks/support/generated";

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
	callerNumber: fc.constantFrom("same", "other", "absent"),
	callableTimes: fc.constantFrom("as-sent", "call-time", "instance-hours", "absent"),
	readBackOrder: fc.constantFrom("as-sent", "sorted"),
	nullFields: fc.constantFrom("omitted", "null"),
	immediateStartTime: fc.constantFrom("null", "zero", "create-time"),
	timeFormat: fc.constantFrom("HH:mm:ss", "HH:mm"),
	listWithoutSource: fc.constantFrom("all", "agent-only"),
	listOrder: fc.constantFrom("newest", "oldest", "id"),
	pageSizeMax: fc.constantFrom(100, 3),
	pageSizeAboveMax: fc.constant("clamped"),
	// Another value, and always the same one, is what the task is: it is exported.
	readBackOtherwise: fc.oneof(
		fc.constant("none"),
		fc.constantFrom(...readBackFields.filter((field) => field !== "TaskName")),
	),
});

/** Tasks that people made in the console: odd, and some that a program cannot declare. */
type Seed = Exclude<Seeds, { count: number }>[number];
const odd: fc.Arbitrary<Seed> = fc.oneof(
	fc.constantFrom<Seed[]>(
		{ TaskName: " blank " },
		{ TaskName: "crossing", CallTime: [{ startTime: "22:00:00", endTime: "06:00:00" }] },
		{
			TaskName: "overlapping",
			CallTime: [
				{ startTime: "09:00:00", endTime: "12:00:00" },
				{ startTime: "11:00:00", endTime: "14:00:00" },
			],
		},
		{ TaskName: "twice", CallDay: ["MONDAY" as const, "MONDAY" as const] },
		{ TaskName: "stale retries", MissCallRetry: false, CallRetryTimes: 3, CallRetryReason: ["NO_ANSWER" as const] },
		{ TaskName: "no retries", MissCallRetry: true, CallRetryTimes: 0, CallRetryInterval: 0, CallRetryReason: [] },
		{ TaskName: "released-118700000000000001" },
		{ TaskName: "engine with an agent", Source: 1 as const, ApplicationCode: "APP-1" },
		{
			TaskName: "long ago",
			StartType: "SCHEDULE" as const,
			TaskStartTime: Date.parse("2026-01-01T09:00:00.123+08:00"),
		},
		{ TaskName: "expired", CallExpireType: 2, CallExpireDate: "2026-01-01 00:00:00" },
		{ TaskName: "odd callable", CallableTime: [{ startTime: "22:00:00", endTime: "06:00:00" }] },
		{ TaskName: "类 class 🎉\u200d\u200b", AgentId: "1187123" },
		{ TaskName: "*/ `x` \" ' \\ // $$" },
	),
);

async function fillAccount({ simulator }: Place, definitions: readonly Values[], odds: Seeds): Promise<void> {
	for (const [index, definition] of definitions.entries()) {
		const parameters = taskDefinition.parameters(
			taskDefinition.recorded(new Raw({ ...definition, taskName: `${definition.taskName} ${index}` })),
		);
		const { body } = await simulator.perform("CreateAiCallTask", parameters);
		assert.match(body, /"Code":"OK"/);
	}
	simulator.seedTasks(odds);
}

/** An account with tasks of programs and of people at the console, under a reading of the vendor's pages. */
export const randomAccount = fc.record({
	chosen: settings,
	definitions: fc.array(generated.valid, { maxLength: 4 }),
	odds: fc.uniqueArray(odd, { maxLength: 4, selector: ({ TaskName }) => TaskName }),
	moves: fc.array(fc.constantFrom("INIT", "RUNNING", "STOPPED", "FAILED"), { minLength: 8, maxLength: 8 }),
});
export type RandomAccount = typeof randomAccount extends fc.Arbitrary<infer T> ? T : never;

export async function openRandomAccount({ chosen, definitions, odds, moves }: RandomAccount): Promise<Place> {
	const place = await openPlace({ settings: chosen, now: () => Date.parse("2026-12-01T10:00:00+08:00") });
	await fillAccount(place, definitions, odds);
	for (const [index, { taskId }] of place.simulator.tasks().entries()) {
		const status = moves[index] ?? "INIT";
		if (status !== "INIT") place.simulator.setStatus(taskId, status);
	}
	place.simulator.clearRequests();
	return place;
}
