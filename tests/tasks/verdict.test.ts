import assert from "node:assert/strict";
import fc from "fast-check";
import type { KindName } from "../../provider/definition/kinds";
import { instantOf, localOf } from "../../provider/definition/shanghai-time";
import { isApiError } from "../../provider/service/api-error";
import { createAiCallTask } from "../../provider/service/operations";
import { taskDefinition } from "../../provider/tasks/definition";
import type { Property } from "../../provider/tasks/model";
import { openPlace, type Place } from "../support/describe-simulator";
import type { Values } from "../support/engine";
import { findingsOf, monday, textsOf } from "./support/definitions";
import { generated } from "./support/generated";

const { properties } = taskDefinition;

/** A pattern for the properties of some kinds. */
function all(...kinds: readonly KindName[]): string {
	return [...properties].flatMap(([property, { kind }]) => (kinds.includes(kind) ? [property] : [])).join("|");
}

/** Errors with which the provider refuses on purpose what the service accepts. */
const cautions: readonly (readonly [reason: string, error: RegExp])[] = [
	["a setting without effect is a mistake", /has no effect unless /],
	["the service ignores unknown parameters", /is not a property of an AI call task/],
	["the wire is all text: a number in quotes is a number there", new RegExp(`^(${all("whole", "flag")}) is a text`)],
	["the wire is all text: everything is a text there", new RegExp(`^(${all("text")}) is (not a number|an? (?!text))`)],
	["the wire is all text: milliseconds in quotes are milliseconds there", /^taskStartTime is a number in quotes/],
	["an empty text has no meaning", new RegExp(`^(${all("text", "dateTime")}) is empty`)],
	["it is not published whether the service trims text", /has white space|has a line break/],
	["a duplicate in a set is a mistake", /repeats /],
	["missCallRetry: false means no retry", /^callRetry(Times|Interval) is too small/],
	["overlapping windows of an instance are as doubtful as those of a task", /^callableTime\[\d+\] overlaps/],
	["numbers that have expired before they are imported are never called", /^callExpireDate lies in the past/],
	["the pages require a virtualNumber, except for a customer's own line", /^virtualNumber is missing/],
	["a customer's own line needs its code and number", /^line(Encoding|PhoneNum) is missing/],
	[
		"a start before 2001 or after 2286 is in the wrong unit",
		/^taskStartTime is (not between the years|in (micro|nano)?seconds)/,
	],
	[
		"an impossible id or number costs a replacement; the service may check it only when it calls",
		/^(agentId|virtualNumber|linePhoneNum) (has (no digit|separators|a decimal)|is (not an id|masked|larger))/,
	],
	["properties of the provider are never sent", /^(adoptTaskId|runState|onDestroy) /],
];

const window = (startTime: string, endTime: string) => ({ startTime, endTime });

const odd: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom(
		undefined,
		"",
		" x",
		"x ",
		"a b",
		"x",
		"0571",
		"118712345678901234",
		"IMMEDIATE",
		"SCHEDULE",
		"schedule",
	),
	fc.constantFrom(true, false, "true", "yes"),
	fc.constantFrom(-1, 0, 1, 2, 3, 4, 0.5, 120, 121, 500, 501, 720, 721, 86_400, Number.NaN, "1", "5", "1.5"),
	fc.constantFrom(monday - 1, monday, monday + 1, 1_803_862_800, 1_803_862_800_000, 1_803_862_800_000_000, 1e14),
	fc.constantFrom("2027-03-01T09:00:00+08:00", "2027-03-01T09:00:00", "2027-02-30T09:00:00Z", "2026-01-01T00:00:00Z"),
	fc.constantFrom("2027-03-01 09:00:00", "2027-02-30 09:00:00", "2026-01-01 00:00:00", "2027-03-01", "soon"),
	fc.constantFrom([], ["MONDAY"], ["monday"], ["MONDAY", "MONDAY"], ["NO_ANSWER"], ["NO_ANSWER", "BORED"], [1], [null]),
	fc.constantFrom(
		[window("09:00:00", "12:00:00")],
		[window("09:00", "12:00")],
		[window("12:00:00", "09:00:00")],
		[window("09:00:00", "09:00:00")],
		[window("00:00:00", "24:00:00")],
		[window("09:00:00", "12:00:00"), window("12:00:00", "13:00:00")],
		[window("09:00:00", "12:00:00"), window("11:00:00", "13:00:00")],
		[{ startTime: "09:00:00" }],
		[{ ...window("09:00:00", "12:00:00"), day: "MONDAY" }],
		[null],
		{},
	),
);

const change = fc.tuple(fc.constantFrom(...properties.keys(), "sceneId"), odd);

/** Valid definitions, and definitions with up to three odd values. */
const definitions = fc
	.tuple(generated.valid, fc.oneof(fc.constant([]), fc.array(change, { minLength: 1, maxLength: 3 })))
	.map(([definition, changes]): Values => ({ ...definition, ...Object.fromEntries(changes) }));

/** The request parameters of a definition, valid or not. */
function parametersOf(definition: Values): Record<string, string> {
	return Object.fromEntries(
		Object.entries(definition).flatMap(([property, value]) => {
			const field = properties.get(property as Property);
			if (value === undefined || field?.ours) return [];
			return [[property.charAt(0).toUpperCase() + property.slice(1), wireText(field?.kind, value)]];
		}),
	);
}

function wireText(kind: KindName | undefined, value: unknown): string {
	if (kind === "windows" && Array.isArray(value)) return JSON.stringify(value.map((one) => JSON.stringify(one)));
	const moment = kind === "dateTime" ? instantOf(String(value)) : undefined;
	if (moment !== undefined) return localOf(moment);
	// Date.parse reads 30 February as 2 March.
	const isInstant = kind === "instant" && typeof value === "string" && /[Z+]/.test(value) && !value.includes("02-30");
	if (isInstant) return String(Date.parse(value));
	return typeof value === "object" ? JSON.stringify(value) : String(value);
}

describe("the model's verdict", () => {
	let place: Place;
	let number = 0;

	before(async () => {
		const settings = { overlappingWindows: "refused", emptyLists: "refused", createWithPastStart: "refused" } as const;
		place = await openPlace({ now: () => monday, settings });
	});
	after(() => place.close());

	/** The definition with a unique name. */
	const named = (definition: Values): Values => {
		const { taskName } = definition;
		if (typeof taskName !== "string") return definition;
		number++;
		return { ...definition, taskName: taskName.replace(/\S/u, `$&${number}-`) };
	};

	async function refusalOf(definition: Values): Promise<string | undefined> {
		try {
			await place.newContext().api.call(createAiCallTask, parametersOf(definition));
			return undefined;
		} catch (error) {
			if (!isApiError(error)) throw error;
			return error.message;
		}
	}

	it("is that of the service, except for deliberate cautions", async () => {
		const seen = { created: 0, refused: 0, cautious: 0 };

		await fc.assert(
			fc.asyncProperty(definitions, async (generatedDefinition) => {
				const definition = named(generatedDefinition);
				const errors = textsOf(findingsOf(definition), "error");
				const serious = errors.filter((text) => !cautions.some(([, pattern]) => pattern.test(text)));

				const refusal = await refusalOf(definition);

				if (errors.length === 0) assert.equal(refusal, undefined);
				if (serious.length > 0) assert.ok(refusal, `created in spite of: ${serious.join(" | ")}`);
				seen[errors.length === 0 ? "created" : serious.length > 0 ? "refused" : "cautious"]++;
			}),
			{ numRuns: 600 },
		);

		assert.ok(Math.min(...Object.values(seen)) > 50, JSON.stringify(seen));
	});
});
