import assert from "node:assert/strict";
import { placesIn } from "../../../provider/cli/report/place";
import { previewIn } from "../../../provider/cli/report/preview";
import { reportOf } from "../../../provider/cli/report/report";
import { previewText } from "./support/previews";

const placeOf = placesIn("/program");
const reported = (name: Parameters<typeof previewText>[0]) => reportOf(previewIn(previewText(name)), placeOf);
const at = (clock: string) => Date.parse(`${clock}+08:00`);

describe("a report", () => {
	it("says what happens to each campaign, in the order of the program", () => {
		const { campaigns, lists, others, leftOut } = reported("mixed");

		assert.deepEqual(
			campaigns.map(({ name, effect, taskName, taskCps, place }) => [effect, name, taskName, taskCps, place?.line]),
			[
				["change", "spring", "spring-callback", 8, 7],
				["replace", "summer", "summer-survey", 5, 8],
				["change", "autumn", "autumn-renewal", 5, 9],
				["none", "same", "same-all-year", 5, 10],
				["create", "next", "next-year", 20, 12],
				["destroy", "winter", "winter-thanks", 5, undefined],
			],
		);
		assert.deepEqual(
			lists.map(({ name, effect }) => [effect, name]),
			[
				["change", "spring-people"],
				["create", "next-people"],
			],
		);
		assert.deepEqual([others, leftOut], [0, 0]);
	});

	it("says from when until when people are called, and how many are imported", () => {
		const { lists, campaigns } = reported("mixed");
		const [spring, next] = lists;

		assert.equal(next?.people?.toImport, 1500);
		assert.deepEqual(next?.calls, { begin: at("2026-11-28T09:00:00"), end: at("2026-11-28T10:15:00") });
		assert.deepEqual([spring?.people?.toImport, spring?.people?.there, spring?.people?.tooLate], [15, 195, 5]);
		assert.equal(next?.campaign, campaigns.find(({ name }) => name === "next")?.urn);
		assert.deepEqual([spring?.notes, next?.notes], [[], []]);
	});

	it("says what changes in words, without secrets and phone numbers", () => {
		const { campaigns } = reported("mixed");
		const changes = (name: string) =>
			campaigns.find((one) => one.name === name)?.changes.map(({ title, from, to }) => `${title}: ${from} -> ${to}`);

		assert.deepEqual(changes("spring"), [
			"call windows: 09:00–12:00, 14:00–18:00 -> 10:00–12:00, 14:00–19:00",
			"calls at a time: 5 -> 8",
		]);
		assert.deepEqual(changes("summer"), ["agent: 118712345678901234 -> 118712345678909999"]);
		assert.deepEqual(changes("autumn"), ["calling number: a secret -> a secret"]);
		assert.deepEqual(changes("same"), []);
		assert.doesNotMatch(JSON.stringify(reported("mixed")), /0571/);
	});

	it("has the errors first, each with its line", () => {
		const { findings } = reported("errors");
		const severities = findings.map(({ severity }) => severity);

		assert.deepEqual(severities, severities.toSorted());
		assert.equal(findings[0]?.text, "taskCps (800) is too large. Use a whole number from 1 to 500.");
		assert.deepEqual(findings[0]?.place, { file: "index.ts", line: 7, column: 16 });
		assert.equal(findings[0]?.property, "taskCps");
		assert.ok(findings.every(({ urn, place }) => urn !== undefined && place !== undefined));
	});

	it("tells what someone changed in the console from what the program changes", () => {
		const { campaigns } = reported("drift");
		const changes = campaigns.flatMap(({ name, changes: all }) =>
			all.map(({ property, before, from, to }) => [name, property, before, from, to]),
		);

		assert.deepEqual(changes, [
			["summer", "taskCps", "5", "50", "5"],
			["same", "callTime", "09:00–12:00, 14:00–18:00", "08:00–22:00", "09:00–12:00, 14:00–18:00"],
			["same", "missCallRetry", "yes", "no", "yes"],
		]);
	});

	it("knows drift that an earlier refresh has recorded, without its former value", () => {
		const preview = previewIn(previewText("mixed"));
		const steps = preview.steps.map((step) =>
			step.urn.endsWith("::spring") && step.oldState !== undefined
				? { ...step, oldState: { ...step.oldState, outputs: { ...step.oldState.outputs, __drifted: ["taskCps"] } } }
				: step,
		);
		const { campaigns } = reportOf({ ...preview, steps }, placeOf);

		assert.deepEqual(
			campaigns[0]?.changes.map(({ property, isDrift, before }) => [property, isDrift, before]),
			[
				["callTime", false, undefined],
				["taskCps", true, undefined],
			],
		);
	});

	it("warns of a campaign that is gone from the account, which the update creates again", () => {
		const { findings, campaigns } = reported("gone");

		assert.deepEqual(
			findings.map(({ severity, name, place }) => [severity, name, place?.line]),
			[["warning", "spring", 4]],
		);
		assert.match(findings[0]?.text ?? "", /^The stack has it, and the account no longer does/);
		assert.deepEqual(
			campaigns.map(({ name, effect }) => [name, effect]),
			[
				["spring", "create"],
				["summer", "none"],
			],
		);
	});

	it("says how many unchanged resources the preview leaves out", () => {
		assert.equal(reported("no-change").leftOut, 6);
	});
});
