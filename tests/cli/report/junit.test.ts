import assert from "node:assert/strict";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { junit } from "../../../provider/cli/report/junit";
import { previews, program, reportIn } from "./support/any-preview";
import { previewText } from "./support/previews";

interface Element {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: Element[];
	text: string;
}

/** Parses XML 1.0 strictly. */
function parsed(xml: string): Element {
	const root: Element = { name: "", attributes: {}, children: [], text: "" };
	const open = [root];
	const parser = new SaxesParser({ xmlns: false, defaultXMLVersion: "1.0", forceXMLVersion: true });
	parser.on("error", (error) => {
		throw error;
	});
	parser.on("opentag", ({ name, attributes }) => {
		const element: Element = { name, attributes, children: [], text: "" };
		open.at(-1)?.children.push(element);
		open.push(element);
	});
	parser.on("text", (text) => {
		const element = open.at(-1);
		if (element !== undefined) element.text += text;
	});
	parser.on("closetag", () => void open.pop());
	parser.write(Buffer.from(xml, "utf8").toString("utf8")).close();
	const [only] = root.children;
	assert.ok(only);
	return only;
}

/** Checks the structure that the readers of JUnit have in common, and the counts. */
function suitesOf(text: string): Element[] {
	const suites = parsed(junit(reportIn(text), program));
	assert.equal(suites.name, "testsuites");
	for (const suite of [suites, ...suites.children]) {
		const cases = suite === suites ? suites.children.flatMap(({ children }) => children) : suite.children;
		assert.ok(cases.every(({ name }) => name === "testcase"));
		const failed = cases.filter(({ children }) => children.some(({ name }) => name === "failure"));
		assert.deepEqual(
			[suite.attributes.tests, suite.attributes.failures],
			[String(cases.length), String(failed.length)],
		);
		assert.equal(
			new Set(cases.map(({ attributes }) => `${attributes.classname} ${attributes.name}`)).size,
			cases.length,
		);
		for (const { attributes, children } of cases) {
			assert.deepEqual(Object.keys(attributes), ["name", "classname", "file", "line", "time"]);
			assert.ok(["", "failure", "system-out", "failure,system-out"].includes(children.map(({ name }) => name).join()));
		}
	}
	assert.deepEqual(
		suites.children.map(({ name, attributes }) => `${name} ${attributes.name}`),
		["testsuite program", "testsuite campaigns", "testsuite lists"],
	);
	return suites.children;
}

describe("a report as JUnit", () => {
	it("has a test case for each campaign and list, and one for the program", () => {
		const names = suitesOf(previewText("mixed")).map(({ children }) =>
			children.map(({ attributes }) => attributes.name),
		);

		assert.deepEqual(names, [
			["program"],
			["spring", "summer", "autumn", "same", "next", "winter"],
			["spring-people", "next-people"],
		]);
	});

	it("fails those with errors, and has warnings as output", () => {
		const [, campaigns] = suitesOf(previewText("errors"));
		const summer = campaigns?.children.find(({ attributes }) => attributes.name === "summer");
		const [failure, output] = summer?.children ?? [];

		assert.equal(failure?.attributes.message, "2 errors");
		assert.equal(failure?.attributes.type, "AiCallTask/taskName");
		assert.match(failure?.text ?? "", /^error: taskName \("autumn-renewal"\) is also declared by .*\nindex\.ts:8$/s);
		assert.match(output?.text ?? "", /^warning: callRetryInterval \(240\) is above 120/);
	});

	it("fails the program for what concerns no campaign, and names the policy", () => {
		const [first, campaigns] = suitesOf(previewText("policies.jsonl"));

		assert.match(first?.children[0]?.children[0]?.text ?? "", /45 calls at a time.*\(account-concurrency\)\n/);
		assert.equal(campaigns?.children[0]?.attributes.name, "inner (in my:mod:C)");
	});

	it("shows what XML cannot contain as its code", () => {
		const text = previewText("first-create").replaceAll("AiCallTask::spring", "AiCallTask::a\\u0000\\ud800");

		assert.equal(suitesOf(text)[1]?.children[0]?.attributes.name, "a\\u0000\\ud800");
	});

	it("is well-formed XML 1.0 whatever a preview says", () => {
		fc.assert(fc.property(previews, (text) => void suitesOf(text)));
	});
});
