import assert from "node:assert/strict";
import fc from "fast-check";
import { InputError } from "../../../provider/cli/input-error";
import { previewIn, violationsIn } from "../../../provider/cli/report/preview";
import { textIn } from "../../../provider/cli/text-in";
import { reportIn } from "./support/any-preview";
import { previewText } from "./support/previews";

const errors = previewText("errors");

function refusal(text: string): string {
	try {
		previewIn(text);
	} catch (error) {
		if (error instanceof InputError) return error.message;
		throw error;
	}
	return "none";
}

describe("the output of a preview", () => {
	it("is found between lines of other programs", () => {
		const npm = "\n> shop@1.0.0 preview\n> pulumi preview --json\n\n[warning] a plugin is old\n{not json}\n";

		for (const text of [`${npm}${errors}`, `${errors}error: exit status 1\n`, errors.replaceAll("\n", "\r\n")]) {
			assert.deepEqual(previewIn(text), previewIn(errors));
		}
		assert.deepEqual(previewIn(`${npm}${JSON.stringify(JSON.parse(errors))}\nnpm error code 255`), previewIn(errors));
	});

	it("is read in every encoding that a shell writes", () => {
		const little = Buffer.from(errors, "utf16le");
		const big = Buffer.from(little).swap16();
		const encodings = {
			"UTF-8": Buffer.from(errors),
			"UTF-8 with a mark": Buffer.from(`\ufeff${errors}`),
			"UTF-16 with a mark, as PowerShell writes it": Buffer.concat([Buffer.from([0xff, 0xfe]), little]),
			"UTF-16": little,
			"UTF-16, big end first": Buffer.concat([Buffer.from([0xfe, 0xff]), big]),
		};

		for (const [name, bytes] of Object.entries(encodings)) {
			assert.deepEqual(previewIn(textIn(bytes)), previewIn(errors), name);
		}
	});

	it("is refused, with what it is and what to do, if it is something else", () => {
		const state = JSON.stringify({ version: 3, deployment: { resources: [] } }, undefined, 4);
		const plan = JSON.stringify({ manifest: {}, resourcePlans: {} });
		const cases: Record<string, RegExp> = {
			"": /^The preview is empty\./,
			" \n": /^The preview is empty\./,
			"error: no stack selected": /^The preview is not JSON\./,
			"Previewing update (dev):\n + aiccs:AiCallTask spring create":
				/^This is a preview for people to read: --json is missing\./,
			[state]: /^This is the state of a stack \(pulumi stack export\), not a preview\./,
			[plan]: /^This is a plan \(pulumi preview --save-plan\)/,
			"{}\n": /^The preview is empty: Pulumi failed before it began, and its other output says why\./,
			"[]": /^This JSON is a list, not a preview\./,
			'{"taskId": "1"}': /^This JSON is not a preview: it has no steps\./,
			'{"steps": 1}': /^This JSON is not a preview/,
		};

		for (const [text, expected] of Object.entries(cases)) {
			assert.match(refusal(text), expected);
			assert.match(refusal(text), /Give the output of: pulumi preview --json$/);
		}
	});

	it("is refused if it was cut off", () => {
		const oneLine = JSON.stringify(JSON.parse(errors));
		for (const text of [errors, oneLine]) {
			for (const length of [2, 300, text.length - 3]) {
				assert.match(
					refusal(text.slice(0, length)),
					/^The preview (ends in the middle of its JSON|is not JSON)/,
					`${length}`,
				);
			}
		}
		assert.match(refusal(errors.slice(0, 300)), /Was the command interrupted\?/);
	});

	it("is refused if there are several", () => {
		assert.match(refusal(`${errors}\n${errors}`), /^This is the output of 2 previews\./);
	});

	it("is never half read: any text is a preview or an error of the input", () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string(),
					fc.json(),
					fc.array(fc.json()).map((all) => all.join("\n")),
				),
				(text) => {
					const message = refusal(text);
					assert.ok(message === "none" || message.length > 20);
				},
			),
		);
	});
});

describe("the events of a preview", () => {
	const drift = previewText("drift.jsonl");

	it("give the same report as its output in one piece, but for the lines of the program", () => {
		const withoutPlaces = (text: string) =>
			JSON.parse(
				JSON.stringify(reportIn(text), (key, value) => (key === "place" || key === "leftOut" ? undefined : value)),
			);
		const [streamed, whole] = [drift, previewText("drift")].map(withoutPlaces);
		const changed = (report: typeof whole) =>
			[...report.campaigns, ...report.lists]
				.filter(({ effect }: { effect: string }) => effect !== "none")
				.sort((a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name));
		const byText = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

		assert.deepEqual(changed(streamed), changed(whole));
		assert.equal(changed(whole).length, 2);
		assert.deepEqual(streamed.findings.toSorted(byText), whole.findings.toSorted(byText));
		assert.equal(reportIn(drift).leftOut, 0);
	});

	it("know the campaign of a list whose task exists", () => {
		const { lists, campaigns } = reportIn(drift);

		assert.equal(lists[0]?.campaign, campaigns.find(({ name }) => name === "spring")?.urn);
	});

	it("are read without debug messages, which have secrets in plain text", () => {
		assert.match(drift, /virtualNumber,,,0571/);
		assert.doesNotMatch(JSON.stringify(reportIn(drift)), /RegisterResource|0571|ciphertext/);
	});

	it("have what violates a policy: an error if it is mandatory", () => {
		const { findings } = reportIn(previewText("policies.jsonl"));

		assert.deepEqual(
			findings
				.map(({ severity, name, policy, text }) => [severity, name, policy?.name, text.split(";")[0]])
				.slice(0, 4),
			[
				["error", "spring", "no-calls-at-night", "callTime[0] (07:00:00-21:00:00) lies outside 09:00-20:00."],
				["error", "inner", "no-calls-at-night", "callTime[0] (07:00:00-21:00:00) lies outside 09:00-20:00."],
				["error", undefined, "account-concurrency", "2 tasks may place 45 calls at a time"],
				[
					"warning",
					"spring",
					"seen",
					"sees keys: agentId callDay callTime startType taskCps taskName virtualNumber | provider pulumi:providers:pulumi-nodejs | isDryRun undefined",
				],
			],
		);
	});

	it("are refused if they end too early, or are those of an update", () => {
		const lines = drift.trimEnd().split("\n");

		assert.match(refusal(lines.slice(0, 20).join("\n")), /^The events end before the preview does\./);
		assert.match(refusal(drift.slice(0, 20_000)), /^The events end before the preview does\./);
		assert.match(
			refusal(drift.replaceAll('"planning":true', '"planning":false')),
			/^These are the events of an update/,
		);
		assert.match(refusal(drift.replace('"isPreview":true', '"isPreview":false')), /^These are the events of an update/);
		assert.match(refusal(drift.replace('"op":"refresh"', '"op":1')), /^An event of the preview cannot be read: /);
	});

	it("add policies to the output in one piece, as its event log", () => {
		assert.equal(violationsIn(previewText("policies.jsonl")).length, 5);
		assert.throws(() => violationsIn(errors), /^InputError: This is a preview of \d+ steps, and no event log\./);
	});

	it("are the only form that says why a policy failed, which the other form admits", () => {
		const [finding, ...more] = reportIn(previewText("policies")).findings;

		assert.deepEqual(more, []);
		assert.match(finding?.text ?? "", /^The preview failed, and its JSON does not say why\..*--event-log\.$/);
	});
});

describe("a large preview", () => {
	const step = JSON.parse(previewText("first-create")).steps.at(-2);
	const steps = Array.from({ length: 2000 }, (_, index) => ({ ...step, urn: `${step.urn}-${index}` }));
	const diagnostics = steps.map(({ urn }) => ({
		urn,
		message: `error: taskCps (800) is too large.\n`,
		severity: "error",
	}));

	it("of 2,000 resources has the errors of all of them", () => {
		const text = JSON.stringify({ steps, diagnostics }, undefined, 4);

		assert.equal(reportIn(text).findings.length, 2000);
	});
});
