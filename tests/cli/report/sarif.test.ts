import assert from "node:assert/strict";
import sarifSchema from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import fc from "fast-check";
import type { Log, Result } from "sarif";
import { sarif } from "../../../provider/cli/report/sarif";
import { previews, program, reportIn } from "./support/any-preview";
import { previewText } from "./support/previews";

const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const isValid = ajv.compile<Log>(sarifSchema);

function logOf(text: string): Log {
	const log: unknown = JSON.parse(sarif(reportIn(text), program));
	assert.ok(isValid(log), ajv.errorsText(isValid.errors));
	return log;
}

function resultsOf(text: string): Result[] {
	return logOf(text).runs.flatMap(({ results }) => results ?? []);
}

describe("findings as SARIF", () => {
	it("name the rule, the line and the resource of each", () => {
		const result = resultsOf(previewText("errors")).find(({ ruleId }) => ruleId === "AiCallTask/taskCps");

		assert.equal(result?.level, "error");
		assert.equal(result?.message.text, "taskCps (800) is too large. Use a whole number from 1 to 500.");
		const [location] = result?.locations ?? [];
		assert.deepEqual(location?.physicalLocation, {
			artifactLocation: { uri: "index.ts", uriBaseId: "%SRCROOT%" },
			region: { startLine: 7, startColumn: 16 },
		});
		assert.equal(location?.logicalLocations?.[0]?.name, "spring");
	});

	it("explain each rule that occurs with the facts and conditions of the property", () => {
		const [run] = logOf(previewText("errors")).runs;
		const rules = run?.tool.driver.rules ?? [];

		assert.deepEqual(
			rules.map(({ id }) => id),
			[
				"AiCallTask",
				"AiCallTask/callRetryInterval",
				"AiCallTask/callTime",
				"AiCallTask/taskCps",
				"AiCallTask/taskName",
				"CalleeList/source",
			],
		);
		const interval = rules.find(({ id }) => id === "AiCallTask/callRetryInterval");
		assert.equal(interval?.shortDescription?.text, "callRetryInterval: minutes between attempts");
		assert.match(interval?.help?.markdown ?? "", /Minutes between one attempt.*\n\n\* .*`callRetryInterval`/s);
		for (const result of run?.results ?? []) assert.equal(rules[result.ruleIndex ?? -1]?.id, result.ruleId);
	});

	it("are at the program if they have no place of their own", () => {
		const results = resultsOf(previewText("policies.jsonl"));

		assert.ok(results.length > 0);
		for (const { locations } of results) {
			assert.equal(locations?.[0]?.physicalLocation?.artifactLocation?.uri, "campaigns/Pulumi.yaml");
		}
	});

	it("have the policy as their rule, and its description as the rule's", () => {
		const [run] = logOf(previewText("policies.jsonl")).runs;
		const rule = run?.tool.driver.rules?.find(({ id }) => id === "aiccs-calling-hours/no-calls-at-night");

		assert.equal(rule?.fullDescription?.text, "No call before 09:00 or after 20:00.");
		assert.equal(run?.results?.find(({ ruleId }) => ruleId === rule?.id)?.level, "error");
	});

	it("describe a rule in no more characters than GitHub takes", () => {
		const text = previewText("policies.jsonl").replaceAll("No call before 09:00", "No call ".repeat(200));
		const rules = logOf(text).runs[0]?.tool.driver.rules ?? [];

		assert.ok(rules.some(({ help }) => (help?.text.length ?? 0) > 1024));
		for (const { fullDescription } of rules) assert.ok((fullDescription?.text.length ?? 0) <= 1024);
	});

	it("keep their fingerprints when lines move, and no two have the same", () => {
		const text = previewText("errors");
		const prints = (of: string) => resultsOf(of).map(({ partialFingerprints }) => partialFingerprints?.["finding/v1"]);

		assert.deepEqual(prints(text.replace(/index\.ts#(\d+)/g, "index.ts#1$1")), prints(text));
		assert.equal(new Set(prints(text)).size, prints(text).length);
	});

	it("have percent-encoded paths", () => {
		const text = previewText("errors").replaceAll("index.ts#", "my%20%E5%A4%96%E5%91%BC/100%25%3F%23.ts#");

		assert.equal(
			resultsOf(text)[0]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri,
			"my%20%E5%A4%96%E5%91%BC/100%25%3F%23.ts",
		);
	});

	it("have no links of a message", () => {
		const text = previewText("errors").replace("taskCps (800)", "taskCps [800](https://example.com)");

		assert.match(resultsOf(text)[0]?.message.text ?? "", /^taskCps \[800\] \(https/);
	});

	it("are valid for any preview without findings", () => {
		assert.deepEqual(resultsOf(previewText("no-change")), []);
	});

	it("are valid whatever a preview says, each with its own fingerprint", () => {
		fc.assert(
			fc.property(previews, (text) => {
				const prints = resultsOf(text).map(({ partialFingerprints }) => partialFingerprints?.["finding/v1"]);
				assert.equal(new Set(prints).size, prints.length);
			}),
		);
	}).timeout(60_000);
});
