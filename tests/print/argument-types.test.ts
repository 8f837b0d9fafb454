import assert from "node:assert/strict";
import { type Input, interpolate, type Output, output, type Unwrap } from "@pulumi/pulumi";
import type { z } from "zod";
import type { CallWindow as ModelWindow } from "../../provider/definition/call-window";
import type { AiCallTask as AiCallTaskResource } from "../../provider/program/ai-call-task";
import {
	type AiCallTaskArgs,
	type AiCallTaskOutputs,
	type AiCallTaskProgress,
	type CallWindow,
	properties,
} from "../../provider/program/generated/ai-call-task-args";
import { AiCallTask } from "../../provider/tasks/model";
import type { TaskProgress } from "../../provider/tasks/progress";

/** True if the two types are the same, optional properties included. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [Key in keyof T]: T[Key] };
const proven = <T extends true>(claim?: T): void => assert.equal(claim, undefined);

/** The arguments with every value known. */
type Known = Flat<Unwrap<AiCallTaskArgs>>;
type Modelled = z.input<typeof AiCallTask>;
type ValueOf<T> = T extends Output<infer Value> ? Value : never;

const args: AiCallTaskArgs = {
	taskName: "spring",
	startType: "SCHEDULE",
	callDay: ["MONDAY"],
	callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
};

// The compiler checks these tests (`npm run check`); running them proves only that they load.
describe("the types of the arguments", () => {
	it("accept exactly what the model accepts, property by property", () => {
		proven<Same<keyof Known, keyof Modelled>>();
		proven<{ [Key in keyof Modelled]-?: Same<Known[Key], Modelled[Key]> }[keyof Modelled]>();
	});

	it("accept a definition of the model, and known arguments are a definition", () => {
		const asArguments = (definition: Modelled): AiCallTaskArgs => definition;
		const asDefinition = (known: Known): Modelled => known;

		assert.equal(
			asArguments(asDefinition(AiCallTask.parse({ ...args, taskStartTime: 1_803_862_800_000 }))).taskName,
			"spring",
		);
	});

	it("require what the model requires", () => {
		type RequiredOf<T> = { [Key in keyof T]-?: undefined extends T[Key] ? never : Key }[keyof T];
		proven<Same<RequiredOf<AiCallTaskArgs>, RequiredOf<Modelled>>>();
	});

	it("accept promises, outputs and plain values, at every depth", () => {
		const start: Input<string> = Promise.resolve("09:00:00");
		const mixed: AiCallTaskArgs = {
			...args,
			taskName: Promise.resolve("spring"),
			callDay: [Promise.resolve("MONDAY" as const), "SUNDAY"],
			callTime: [{ startTime: start, endTime: "12:00:00" }],
		};

		assert.equal(Object.keys(mixed).length, 4);
	});

	it("accept the outputs of another task, property by property, even optional ones", () => {
		type Passes<Property extends keyof AiCallTaskArgs> = AiCallTaskOutputs[Property] extends AiCallTaskArgs[Property]
			? never
			: Property;
		proven<Same<{ [Key in keyof AiCallTaskArgs]-?: Passes<Key> }[keyof AiCallTaskArgs], never>>();
		const like = (other: AiCallTaskResource): AiCallTaskArgs => ({
			taskName: interpolate`${other.taskName}-2`,
			startType: other.startType,
			callDay: other.callDay,
			callTime: other.callTime.apply((list) => list.map(({ startTime }) => ({ startTime, endTime: "12:00:00" }))),
			agentId: other.agentId,
			callRetryReason: other.callRetryReason,
			callableTime: other.callableTime.apply((list) => list?.slice(1)),
			source: other.source,
			taskStartTime: other.taskStartTime,
			runState: other.runState.apply((state) => (state === "running" ? "stopped" : undefined)),
		});

		assert.equal(typeof like, "function");
	});

	it("accept an optional value from a promise, an output or a condition", () => {
		const perhaps = output<number | undefined>(undefined);
		const left: AiCallTaskArgs = {
			...args,
			taskCps: perhaps,
			callExpireDate: Promise.resolve(undefined),
			missCallRetry: perhaps.apply((value) => (value === undefined ? undefined : true)),
			callableTime: output<CallWindow[] | undefined>(undefined),
			callRetryReason: Promise.resolve<["NO_ANSWER"] | undefined>(undefined),
			onDestroy: undefined,
		};

		assert.equal(Object.keys(left).length, 10);
	});

	it("refuse what the model refuses", () => {
		const refused: AiCallTaskArgs[] = [
			// @ts-expect-error: an id of 18 digits is too large for a number
			{ ...args, agentId: 118712345678901230 },
			// @ts-expect-error: lower case
			{ ...args, callDay: ["monday"] },
			// @ts-expect-error: a word that does not exist
			{ ...args, startType: "LATER" },
			// @ts-expect-error: a number in quotes
			{ ...args, taskCps: "5" },
			// @ts-expect-error: a code that does not exist
			{ ...args, source: 2 },
			// @ts-expect-error: a window without its end
			{ ...args, callTime: [{ startTime: "09:00:00" }] },
			// @ts-expect-error: a required property that an output may leave out
			{ ...args, taskName: output<string | undefined>(undefined) },
			// @ts-expect-error: an element that may be left out
			{ ...args, callDay: ["MONDAY", undefined] },
			// @ts-expect-error: a Date
			{ ...args, taskStartTime: new Date(0) },
			// @ts-expect-error: a property that does not exist
			{ ...args, sceneId: "1" },
			// @ts-expect-error: a misspelt property
			{ ...args, callDays: ["MONDAY"] },
		];

		for (const wrong of refused) assert.equal(AiCallTask.safeParse(wrong).success, false);
	});

	it("have one form of a window", () => {
		proven<Same<CallWindow, { -readonly [Key in keyof ModelWindow]: ModelWindow[Key] }>>();
	});
});

describe("the types of the outputs", () => {
	it("are those of the model and of a refresh", () => {
		proven<Same<keyof AiCallTaskOutputs, keyof Modelled | "status" | "progress">>();
		proven<{ [Key in keyof Modelled]-?: Same<ValueOf<AiCallTaskOutputs[Key]>, Modelled[Key]> }[keyof Modelled]>();
		proven<Same<ValueOf<AiCallTaskOutputs["status"]>, TaskProgress["status"]>>();
		proven<Same<AiCallTaskProgress, Readonly<Omit<TaskProgress, "status">>>>();
	});
});

describe("the names of the properties", () => {
	it("are those of the arguments and outputs", () => {
		type Names<List extends keyof typeof properties> = (typeof properties)[List][number];
		proven<Same<Names<"required" | "optional">, keyof AiCallTaskArgs>>();
		proven<Same<Names<"outputs">, Exclude<keyof AiCallTaskOutputs, keyof AiCallTaskArgs>>>();
		assert.deepEqual(properties.moments, ["taskStartTime", "callExpireDate"]);
	});
});
