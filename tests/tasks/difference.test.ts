import assert from "node:assert/strict";
import fc from "fast-check";
import { Raw, unknown } from "../../provider/definition/values";
import { taskDefinition } from "../../provider/tasks/definition";
import { differenceTo } from "../../provider/tasks/diff";
import { AiCallTask, type Property } from "../../provider/tasks/model";
import { stateIn } from "../../provider/tasks/state";
import { grounds } from "./support/definitions";
import { generated } from "./support/generated";
import { expectedProperties } from "./support/properties";

const { properties, fullDefinition, outstanding } = taskDefinition;

const difference = (olds: object, news: object) =>
	differenceTo(stateIn(new Raw({ ...olds })), taskDefinition.formed(new Raw({ ...news })));

const task = AiCallTask.parse({ ...grounds.retrying, taskCps: 5 });

describe("the difference between state and program", () => {
	it("is nothing between a definition and itself", () => {
		fc.assert(
			fc.property(generated.valid, (definition) => {
				assert.deepEqual(difference(definition, definition), { changed: [], replacing: [] });
			}),
		);
	});

	it("is nothing where a value that is not accepted any more stays as it is", () => {
		const once = { ...task, taskName: "spring ", callRetryInterval: 9999, callDay: ["FUNDAY"] };

		assert.deepEqual(difference(once, once), { changed: [], replacing: [] });
	});

	it("does not take a misspelt property for a change of the one that was meant", () => {
		assert.deepEqual(difference(grounds.task, { ...grounds.task, aplicationCode: "APP-1" }).replacing, []);
	});

	it("is nothing between two forms of one meaning: other order, unset defaults, other offset", () => {
		fc.assert(
			fc.property(generated.valid, (definition) => {
				assert.deepEqual(difference(definition, generated.sameMeaning(definition)).changed, []);
				assert.deepEqual(difference(generated.sameMeaning(definition), definition).changed, []);
			}),
		);
	});

	it("is the same set of properties in both directions", () => {
		fc.assert(
			fc.property(generated.valid, generated.valid, (one, other) => {
				assert.deepEqual(difference(one, other).changed, difference(other, one).changed);
			}),
		);
	});

	const replacing = ["agentId", "source", "applicationCode"];
	for (const property of properties.keys()) {
		const expected = property === "adoptTaskId" ? [] : [property];
		it(`${property === "adoptTaskId" ? "does not see" : "sees"} another ${property}`, () => {
			const news = { ...task, [property]: expectedProperties[property].values[1] };

			assert.deepEqual(difference(task, news), {
				changed: expected,
				replacing: expected.filter((changed) => replacing.includes(changed)),
			});
		});

		it(`${property === "adoptTaskId" ? "does not see" : "sees"} a ${property} that is not known yet`, () => {
			assert.deepEqual(difference(task, { ...task, [property]: unknown }).changed, expected);
		});
	}

	it("replaces for the agent, the application and the source, and for nothing else", () => {
		const found = [...properties].flatMap(([property, { change }]) => (change === "replaces" ? [property] : []));

		assert.deepEqual([...found].sort(), [...replacing].sort());
	});

	const alike: [title: string, property: Property, one: unknown, other: unknown][] = [
		["source 0 and no source", "source", 0, undefined],
		["no retry and unset", "missCallRetry", false, undefined],
		["release and unset", "onDestroy", "release", undefined],
		["null and unset", "taskCps", null, undefined],
		["two offsets of one instant", "taskStartTime", "2027-03-01T09:00:00+08:00", "2027-03-01T01:00:00Z"],
		["text and milliseconds of one instant", "taskStartTime", "2027-03-01T09:00:00+08:00", 1_803_862_800_000],
	];
	for (const [title, property, one, other] of alike) {
		it(`does not tell ${title} apart`, () => {
			assert.deepEqual(difference({ ...task, [property]: one }, { ...task, [property]: other }).changed, []);
		});
	}

	const runs: [runState: string | undefined, status: string | undefined, changed: boolean][] = [
		["running", "STOPPED", true],
		["running", "RUNNING", false],
		["running", "INIT", false],
		["running", "FAILED", false],
		["stopped", "RUNNING", true],
		["stopped", "STOPPED", false],
		["stopped", "INIT", false],
		["stopped", undefined, false],
		[undefined, "RUNNING", false],
		[undefined, "STOPPED", false],
	];
	for (const [runState, status, changed] of runs) {
		it(`${changed ? "sees" : "does not see"} the drift of a task that is to be ${runState} and is ${status}`, () => {
			const { changed: found } = difference({ ...task, runState, status }, { ...task, runState });

			assert.deepEqual(found, changed ? ["runState"] : []);
		});
	}

	it("names a run state once that has changed and drifted as well", () => {
		const { changed } = difference(
			{ ...task, runState: "stopped", status: "STOPPED" },
			{ ...task, runState: "running" },
		);

		assert.deepEqual(changed, ["runState"]);
	});

	it("is found in values that are wrong, too, and throws for none", () => {
		for (const property of properties.keys()) {
			for (const odd of [5, "x", true, [5], {}, [{}], Number.NaN]) {
				assert.doesNotThrow(
					() => difference(task, { ...task, [property]: odd }),
					`${property}: ${JSON.stringify(odd)}`,
				);
			}
		}
		assert.deepEqual(difference(task, { ...task, callDay: "MONDAY", callTime: {} }).changed, ["callDay", "callTime"]);
	});
});

describe("the whole configuration that an update sends", () => {
	const observed = AiCallTask.parse({ ...grounds.expiringByMinutes, taskCps: 9 });

	const rows: [title: string, property: Property, olds: object, news: object, observed: object, sent: unknown][] = [
		["what the program sets", "taskCps", { taskCps: 5 }, { taskCps: 6 }, { taskCps: 9 }, 6],
		["what the service has where the program never said", "taskCps", {}, {}, { taskCps: 9 }, 9],
		["what the service has where nothing clears it", "taskCps", { taskCps: 5 }, {}, { taskCps: 9 }, 9],
		["nothing where nobody says anything", "taskCps", {}, {}, {}, undefined],
		[
			"the documented default of what the program leaves out",
			"missCallRetry",
			{ missCallRetry: true },
			{},
			{ missCallRetry: true },
			false,
		],
		[
			"what clears a property that the program once set",
			"callExpireType",
			{ callExpireType: 1 },
			{},
			{ callExpireType: 1 },
			0,
		],
		[
			"what the service has of an expiry that the program never set",
			"callExpireType",
			{},
			{},
			{ callExpireType: 1, callExpireMinutes: 60 },
			1,
		],
		["the minutes that go with it", "callExpireMinutes", {}, {}, { callExpireType: 1, callExpireMinutes: 60 }, 60],
		[
			"no minutes once the expiry is cleared",
			"callExpireMinutes",
			{ callExpireType: 1, callExpireMinutes: 60 },
			{},
			{ callExpireType: 1, callExpireMinutes: 60 },
			undefined,
		],
		["an empty list for windows that are gone", "callableTime", { callableTime: [{}] }, {}, { callableTime: [] }, []],
		[
			"no retry details without retries",
			"callRetryTimes",
			{},
			{},
			{ missCallRetry: true, callRetryTimes: 3 },
			undefined,
		],
		["the retry details that the service has", "callRetryTimes", {}, { missCallRetry: true }, { callRetryTimes: 3 }, 3],
		[
			"no start once it is immediate",
			"taskStartTime",
			{ taskStartTime: 1_803_862_800_000 },
			{},
			{ taskStartTime: 1_803_862_800_000 },
			undefined,
		],
	];
	for (const [title, property, olds, news, live, sent] of rows) {
		it(`holds ${title}`, () => {
			const base = AiCallTask.parse(grounds.task);

			const full = fullDefinition({ ...grounds.task, ...olds }, { ...base, ...news }, { ...base, ...live });

			assert.deepEqual(full[property], sent);
		});
	}

	it("keeps every value of the program, and adds nothing of the provider's own", () => {
		fc.assert(
			fc.property(generated.valid, (definition) => {
				const news = AiCallTask.parse(definition);

				const full: Record<string, unknown> = fullDefinition({}, news, observed);

				for (const [property, value] of Object.entries(news)) assert.deepEqual(full[property], value, property);
				for (const [property, { ours }] of properties)
					if (ours) assert.equal(full[property], Reflect.get(news, property));
			}),
		);
	});

	it("holds no property that has no meaning in it", () => {
		fc.assert(
			fc.property(generated.valid, generated.valid, (definition, live) => {
				const full: Record<string, unknown> = fullDefinition({}, AiCallTask.parse(definition), AiCallTask.parse(live));

				for (const [property, { onlyWhen }] of properties) {
					if (onlyWhen === undefined || full[property] === undefined) continue;
					assert.equal(full[onlyWhen.property], onlyWhen.is, property);
				}
			}),
		);
	});
});

describe("what is still to be brought about", () => {
	const rows: [title: string, olds: object, full: object, observed: object, expected: readonly Property[]][] = [
		["nothing where the service says the same", {}, { taskCps: 5 }, { taskCps: 5 }, []],
		[
			"what differs from the service, whatever the state says",
			{ taskCps: 6 },
			{ taskCps: 6 },
			{ taskCps: 5 },
			["taskCps"],
		],
		["nothing where the service is silent and the state agrees", { phoneType: 1 }, { phoneType: 1 }, {}, []],
		["what the service is silent about and the state does not know", {}, { phoneType: 1 }, {}, ["phoneType"]],
		["nothing where an unproven read-back agrees", {}, { virtualNumber: "0571" }, { virtualNumber: "0571" }, []],
		[
			"nothing where an unproven read-back differs and the state agrees",
			{ virtualNumber: "0571" },
			{ virtualNumber: "0571" },
			{ virtualNumber: "00571-1" },
			[],
		],
		[
			"what the state does not know, for all an unproven read-back says",
			{},
			{ virtualNumber: "0571" },
			{ virtualNumber: "00571-1" },
			["virtualNumber"],
		],
		["no agent: it cannot be updated", {}, { agentId: "2" }, { agentId: "1" }, []],
		["nothing of the provider's own", {}, { runState: "running", onDestroy: "leave" }, {}, []],
		[
			"nothing where sets differ only in order",
			{},
			{ callDay: ["SUNDAY", "MONDAY"] },
			{ callDay: ["MONDAY", "SUNDAY"] },
			[],
		],
	];
	for (const [title, olds, full, observed, expected] of rows) {
		it(`is ${title}`, () => assert.deepEqual(outstanding({ ...olds }, full, observed), expected));
	}

	it("is nothing once the service reads the whole configuration back", () => {
		fc.assert(
			fc.property(generated.valid, generated.valid, (definition, live) => {
				const full = fullDefinition({}, AiCallTask.parse(definition), AiCallTask.parse(live));

				assert.deepEqual(outstanding({}, full, full), []);
			}),
		);
	});
});
