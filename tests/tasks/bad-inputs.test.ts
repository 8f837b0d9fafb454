import assert from "node:assert/strict";
import { inspect } from "node:util";
import type { Finding } from "../../provider/definition/finding";
import { Raw } from "../../provider/definition/values";
import type { Context } from "../../provider/run/context";
import { check } from "../../provider/shells/check";
import { aiCallTask } from "../../provider/tasks/resource";
import { openPlace, type Place } from "../support/describe-simulator";
import { ownerOf } from "../support/engine";
import type { Reported } from "./support/bad-inputs";
import { bases, type Definition, findingsOf, good, monday } from "./support/definitions";
import { badInputs } from "./support/properties";

const reading = ["QueryAiCallTaskPage", "QueryAiCallTaskDetail", "PageQueryAgentList"];

function errors(findings: readonly Finding[]): string[][] {
	return findings
		.filter(({ severity }) => severity === "error")
		.map(({ path, problem, fix }) => [path, problem, fix])
		.sort();
}

const sorted = (reported: readonly (readonly string[])[]) => reported.map((line) => [...line]).sort();

/** Every mistake is reported once, and nothing else. */
function assertReported(found: readonly Finding[], expected: readonly Reported[], title: string): void {
	assert.deepEqual(errors(found), sorted(expected), title);
}

describe("bad inputs", () => {
	it("are more than 300, all different", () => {
		const different = new Set(badInputs.map(({ definition }) => inspect(definition, { depth: null })));

		assert.equal(different.size, badInputs.length);
		assert.ok(badInputs.length >= 300, `${badInputs.length} of them`);
	});

	for (const [base, definition] of Object.entries(bases)) {
		it(`differ from valid definitions: ${base} has no fault`, () => {
			assert.deepEqual(errors(findingsOf(definition)), []);
		});
	}

	for (const { title, definition, expected } of badInputs) {
		it(`report the place and the fix of ${title}`, () => {
			assert.deepEqual(errors(findingsOf(definition)), sorted(expected));
		});
	}

	it("are reported without the value, which may be a secret", () => {
		const secret = "s3cr3t-0815";
		const found = Object.keys(good).flatMap((property) => findingsOf({ ...good, [property]: `${secret} ` }));

		assert.doesNotMatch(JSON.stringify(found), new RegExp(secret));
	});
});

describe("checking bad inputs against the account", () => {
	let place: Place;
	let context: Context;

	before(async () => {
		place = await openPlace({ now: () => monday });
		context = { ...place.newContext(), now: () => monday };
	});
	after(() => place.close());

	const situations: Readonly<Record<string, { readonly isPreview: boolean; readonly olds?: Definition }>> = {
		"a preview of a new task": { isPreview: true },
		"an update that creates": { isPreview: false },
		"a preview of a change": { isPreview: true, olds: bases.retrying },
		"an update that changes": { isPreview: false, olds: bases.retrying },
	};
	for (const [situation, { isPreview, olds }] of Object.entries(situations)) {
		it(`finds each in ${situation} and writes nothing`, async () => {
			place.simulator.clearRequests();

			for (const { title, definition, expected } of badInputs) {
				const found = await check(aiCallTask, context, {
					owner: ownerOf("spring"),
					isPreview,
					news: new Raw(definition),
					olds: olds && new Raw(olds),
				});
				const isReported = ([, problem]: Reported) => olds === undefined || !problem.includes("in the past");
				assertReported(found, expected.filter(isReported), title);
			}

			assert.deepEqual(
				place.simulator.actions().filter((action) => !reading.includes(action)),
				[],
			);
		});
	}
});
