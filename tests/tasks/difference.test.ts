import assert from "node:assert/strict";
import fc from "fast-check";
import { Raw, unknown } from "../../provider/definition/values";
import { openContext } from "../../provider/shells/context";
import { taskDefinition } from "../../provider/tasks/definition";
import { differenceTo } from "../../provider/tasks/diff";
import { AiCallTask, type Property } from "../../provider/tasks/model";
import { stateIn } from "../../provider/tasks/state";
import { bases } from "./support/definitions";
import { generated } from "./support/generated";
import { expectedProperties } from "./support/properties";

const { properties, fullDefinition, outstanding } = taskDefinition;

/** No account is configured, so each name is an account of its own. */
const accounts = openContext({
	get: () => undefined,
	engineIsGone: () => false,
	isInterrupted: () => false,
	upgrade: () => [],
});

const difference = (olds: object, news: object) =>
	differenceTo(accounts, stateIn(new Raw({ ...olds })), taskDefinition.formed(new Raw({ ...news })));

const task = AiCallTask.parse({ ...bases.retrying, taskCps: 5 });

describe("the difference between state and program", () => {
	it("is empty between a definition and itself", () => {
		fc.assert(
			fc.property(generated.valid, (definition) => {
				assert.deepEqual(difference(definition, definition), { changed: [], replacing: [] });
			}),
		);
	});

	it("is empty if a value that is no longer accepted is unchanged", () => {
		const once = { ...task, taskName: "spring ", callRetryInterval: 9999, callDay: ["FUNDAY"] };

		assert.deepEqual(difference(once, once), { changed: [], replacing: [] });
	});

	it("does not treat a misspelt property as a change of the right one", () => {
		assert.deepEqual(difference(bases.task, { ...bases.task, aplicationCode: "APP-1" }).replacing, []);
	});

	it("is empty between two forms with one meaning: other order, unset defaults, other offset", () => {
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

	const replacing = ["agentId", "source", "applicationCode", "account"];
	for (const property of properties.keys()) {
		const expected = property === "adoptTaskId" ? [] : [property];
		it(`${property === "adoptTaskId" ? "ignores" : "includes"} another ${property}`, () => {
			const news = { ...task, [property]: expectedProperties[property].values[1] };

			assert.deepEqual(difference(task, news), {
				changed: expected,
				replacing: expected.filter((changed) => replacing.includes(changed)),
			});
		});

		it(`${property === "adoptTaskId" ? "ignores" : "includes"} an unknown ${property}`, () => {
			assert.deepEqual(difference(task, { ...task, [property]: unknown }).changed, expected);
		});
	}

	it("replaces for agentId, applicationCode, source and account only", () => {
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
		it(`ignores ${title}`, () => {
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
		it(`${changed ? "includes" : "ignores"} the drift of a task that should be ${runState} and is ${status}`, () => {
			const { changed: found } = difference({ ...task, runState, status }, { ...task, runState });

			assert.deepEqual(found, changed ? ["runState"] : []);
		});
	}

	it("includes a run state once if it has changed and drifted", () => {
		const { changed } = difference(
			{ ...task, runState: "stopped", status: "STOPPED" },
			{ ...task, runState: "running" },
		);

		assert.deepEqual(changed, ["runState"]);
	});

	it("is found for invalid values, too, and never throws", () => {
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

describe("the whole definition that an update sends", () => {
	const observed = AiCallTask.parse({ ...bases.expiringByMinutes, taskCps: 9 });

	const rows: [title: string, property: Property, olds: object, news: object, observed: object, sent: unknown][] = [
		["what the program sets", "taskCps", { taskCps: 5 }, { taskCps: 6 }, { taskCps: 9 }, 6],
		["the current value of what the program never set", "taskCps", {}, {}, { taskCps: 9 }, 9],
		["the current value of what cannot be cleared", "taskCps", { taskCps: 5 }, {}, { taskCps: 9 }, 9],
		["nothing for what neither the program nor the service has", "taskCps", {}, {}, {}, undefined],
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
			"the current expiry that the program never set",
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
		["an empty list for removed windows", "callableTime", { callableTime: [{}] }, {}, { callableTime: [] }, []],
		[
			"no retry details without retries",
			"callRetryTimes",
			{},
			{},
			{ missCallRetry: true, callRetryTimes: 3 },
			undefined,
		],
		["the current retry details", "callRetryTimes", {}, { missCallRetry: true }, { callRetryTimes: 3 }, 3],
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
		it(`has ${title}`, () => {
			const base = AiCallTask.parse(bases.task);

			const full = fullDefinition({ ...bases.task, ...olds }, { ...base, ...news }, { ...base, ...live });

			assert.deepEqual(full[property], sent);
		});
	}

	it("has every value of the program, and adds none of the provider's own properties", () => {
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

	it("has no property without an effect", () => {
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

describe("what an update still has to change", () => {
	const rows: [title: string, olds: object, full: object, observed: object, expected: readonly Property[]][] = [
		["nothing if the service shows the same", {}, { taskCps: 5 }, { taskCps: 5 }, []],
		[
			"what differs from the service, even if the state agrees",
			{ taskCps: 6 },
			{ taskCps: 6 },
			{ taskCps: 5 },
			["taskCps"],
		],
		["nothing if the service shows nothing and the state agrees", { phoneType: 1 }, { phoneType: 1 }, {}, []],
		["what neither the service nor the state shows", {}, { phoneType: 1 }, {}, ["phoneType"]],
		["nothing if an unproven read-back agrees", {}, { virtualNumber: "0571" }, { virtualNumber: "0571" }, []],
		[
			"nothing if an unproven read-back differs and the state agrees",
			{ virtualNumber: "0571" },
			{ virtualNumber: "0571" },
			{ virtualNumber: "00571-1" },
			[],
		],
		[
			"what is not in the state, whatever an unproven read-back shows",
			{},
			{ virtualNumber: "0571" },
			{ virtualNumber: "00571-1" },
			["virtualNumber"],
		],
		["no agent: it cannot be updated", {}, { agentId: "2" }, { agentId: "1" }, []],
		["nothing of the provider's own", {}, { runState: "running", onDestroy: "leave" }, {}, []],
		[
			"nothing if sets differ only in order",
			{},
			{ callDay: ["SUNDAY", "MONDAY"] },
			{ callDay: ["MONDAY", "SUNDAY"] },
			[],
		],
	];
	for (const [title, olds, full, observed, expected] of rows) {
		it(`is ${title}`, () => assert.deepEqual(outstanding({ ...olds }, full, observed), expected));
	}

	it("is nothing once the service shows the whole definition", () => {
		fc.assert(
			fc.property(generated.valid, generated.valid, (definition, live) => {
				const full = fullDefinition({}, AiCallTask.parse(definition), AiCallTask.parse(live));

				assert.deepEqual(outstanding({}, full, full), []);
			}),
		);
	});
});
