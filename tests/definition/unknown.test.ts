import assert from "node:assert/strict";
import fc from "fast-check";
import { isKnown, unknown } from "../../provider/definition/values";
import { taskDefinition } from "../../provider/tasks/definition";
import { bases, findingsOf, good } from "../tasks/support/definitions";
import { badInputs } from "../tasks/support/properties";

const { properties } = taskDefinition;

describe("unknown values", () => {
	const holders: [title: string, value: unknown, known: boolean][] = [
		["the value itself", unknown, false],
		["a list with one", ["MONDAY", unknown], false],
		["an object deep inside", [{ startTime: unknown, endTime: "10:00:00" }], false],
		["null", null, true],
		["nothing", undefined, true],
		["a list without one", ["MONDAY"], true],
		["an empty object", {}, true],
	];
	for (const [title, value, known] of holders) {
		it(`are ${known ? "not found" : "found"} in ${title}`, () => assert.equal(isKnown(value), known));
	}

	for (const [base, definition] of Object.entries(bases)) {
		it(`cause no finding in any properties (${base})`, () => {
			fc.assert(
				fc.property(fc.subarray(Object.keys(definition)), (hidden) => {
					const partly = { ...definition, ...Object.fromEntries(hidden.map((property) => [property, unknown])) };

					assert.deepEqual(
						findingsOf(partly).filter(({ severity }) => severity === "error"),
						[],
					);
				}),
			);
		});
	}

	it("cause no finding in all properties at once", () => {
		assert.deepEqual(findingsOf(Object.fromEntries([...properties.keys()].map((property) => [property, unknown]))), []);
	});

	const lists: [title: string, definition: object][] = [
		["a day", { callDay: [unknown, "MONDAY"] }],
		["a window", { callTime: [unknown] }],
		["a part of a window", { callTime: [{ startTime: unknown, endTime: "12:00:00" }] }],
		[
			"a window that would overlap",
			{
				callTime: [
					{ startTime: "09:00:00", endTime: "12:00:00" },
					{ startTime: "09:00:00", endTime: unknown },
				],
			},
		],
	];
	for (const [title, change] of lists) {
		it(`are not reported as ${title}`, () => assert.deepEqual(findingsOf({ ...good, ...change }), []));
	}

	it("do not hide errors beside them in a list", () => {
		const [finding, ...others] = findingsOf({ ...good, callTime: [{ startTime: unknown, endTime: "25:00:00" }] });

		assert.equal(finding?.path, "callTime[0].endTime");
		assert.deepEqual(others, []);
	});

	it("do not hide an unknown part of a window", () => {
		const findings = findingsOf({ ...good, callTime: [{ startTime: unknown, endTime: "12:00:00", day: "MONDAY" }] });

		assert.deepEqual(
			findings.map(({ path }) => path),
			["callTime[0].day"],
		);
	});

	it("do not hide an unrecognized property, whether its value is known or not", () => {
		const findings = findingsOf({ ...good, agentId: unknown, sceneId: "x", campaign: unknown });

		assert.deepEqual(
			findings.map(({ path }) => path),
			["sceneId", "campaign"],
		);
	});

	it("do not hide errors of other properties", () => {
		for (const { title, definition, expected } of badInputs) {
			if (expected.length !== 1 || !expected[0]?.[1].startsWith("is a ")) continue;
			const [[path] = [""]] = expected;
			const sibling = path === "taskName" || definition.taskName === undefined ? "virtualNumber" : "taskName";

			const found = findingsOf({ ...definition, [sibling]: unknown });

			assert.deepEqual(
				found.filter(({ severity }) => severity === "error").map((finding) => finding.path),
				[path],
				title,
			);
		}
	});

	it("skip the conditions that read them, and no others", () => {
		const findings = findingsOf({ ...good, source: unknown, agentId: undefined, callExpireType: 1 });

		assert.deepEqual(
			findings.map(({ path }) => path),
			["callExpireMinutes"],
		);
	});
});
