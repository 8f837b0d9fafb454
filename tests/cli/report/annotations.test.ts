import assert from "node:assert/strict";
import fc from "fast-check";
import { annotations } from "../../../provider/cli/report/annotations";
import { previews, reportIn } from "./support/any-preview";
import { previewText } from "./support/previews";

interface Annotation {
	readonly severity: string;
	readonly properties: Readonly<Record<string, string>>;
	readonly message: string;
}

/** Reads the lines as the runner of GitHub Actions does. */
function read(text: string): Annotation[] {
	return text.split(/\r\n|\r|\n/).flatMap((line) => {
		if (line === "") return [];
		const [, command = "", message = ""] = /^::(.*?)::(.*)$/s.exec(line) ?? [];
		const [severity = "", list] = command.split(/ (.*)/s);
		const pairs = (list ?? "").split(",").filter((pair) => pair !== "");
		const properties = Object.fromEntries(
			pairs.map((pair) => {
				const [key = "", value = ""] = pair.split(/=(.*)/s);
				return [key, unescaped(value).replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%25", "%")];
			}),
		);
		return [{ severity, properties, message: unescaped(message).replaceAll("%25", "%") }];
	});
}

function unescaped(text: string): string {
	return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n");
}

function annotationsOf(text: string): Annotation[] {
	return read(annotations(reportIn(text)));
}

function manyErrors(count: number): string {
	const diagnostics = Array.from({ length: count }, (_, index) => ({ message: `error: ${index}`, severity: "error" }));
	return JSON.stringify({ diagnostics: [{ message: "warning: w", severity: "warning" }, ...diagnostics] });
}

describe("findings as annotations of GitHub", () => {
	it("name file, line and resource, errors first", () => {
		const all = annotationsOf(previewText("errors"));

		assert.deepEqual(all[0], {
			severity: "error",
			properties: { file: "index.ts", line: "7", col: "16", title: "spring" },
			message: "taskCps (800) is too large. Use a whole number from 1 to 500.",
		});
		const severities = all.map(({ severity }) => severity);
		assert.deepEqual(severities, severities.toSorted());
	});

	it("are on no line if they have no place", () => {
		const { properties } = annotationsOf(previewText("policies.jsonl"))[0] ?? {};

		assert.deepEqual(properties, { title: "spring: no-calls-at-night" });
	});

	it("are ten of a kind, of which the last says how many more there are", () => {
		const texts = (count: number) =>
			annotationsOf(manyErrors(count))
				.filter(({ severity }) => severity === "error")
				.map(({ message }) => message);

		assert.deepEqual([texts(10).length, texts(10).at(-1)], [10, "9"]);
		assert.deepEqual([texts(11).length, texts(11).at(-1)], [10, "2 more errors are in the report."]);
		assert.equal(annotationsOf(manyErrors(11)).at(-1)?.severity, "warning");
	});

	it("keep line breaks, percent signs, colons and commas", () => {
		const message = "100%25: a, b\nsecond line";
		const diagnostics = [{ urn: "urn:pulumi:s::p::my:mod:C::a:b,c%", message, severity: "error" }];

		assert.deepEqual(annotationsOf(JSON.stringify({ diagnostics })), [
			{ severity: "error", properties: { title: "a:b,c%" }, message },
		]);
	});

	it("are nothing but annotations whatever a preview says", () => {
		fc.assert(
			fc.property(previews, (text) => {
				const { findings } = reportIn(text);
				const all = annotationsOf(text);
				for (const kind of ["error", "warning"]) {
					const count = findings.filter(({ severity }) => severity === kind).length;
					assert.equal(all.filter(({ severity }) => severity === kind).length, Math.min(10, count));
				}
				for (const { severity, properties } of all) {
					assert.ok(["error", "warning"].includes(severity));
					assert.deepEqual(
						Object.keys(properties).filter((key) => !["file", "line", "col", "title"].includes(key)),
						[],
					);
				}
			}),
		);
	});
});
