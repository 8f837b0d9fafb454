import assert from "node:assert/strict";
import fc from "fast-check";
import { z } from "zod";
import { codeQuality } from "../../../provider/cli/report/code-quality";
import { previews, program, reportIn } from "./support/any-preview";
import { previewText } from "./support/previews";

/** What https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format requires. */
const Issues = z.array(
	z.strictObject({
		description: z.string(),
		check_name: z.string().min(1),
		fingerprint: z.string().min(1),
		severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
		location: z.strictObject({
			path: z
				.string()
				.min(1)
				.regex(/^(?!\.{0,2}\/)/),
			lines: z.strictObject({ begin: z.int().min(1) }),
		}),
	}),
);

function issuesIn(text: string): z.output<typeof Issues> {
	const written = codeQuality(reportIn(text), program);
	assert.doesNotMatch(written, /^\ufeff/);
	const issues = Issues.parse(JSON.parse(written));
	// GitLab shows only the first of those with one fingerprint.
	assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
	return issues;
}

describe("findings as a code quality report of GitLab", () => {
	it("have a path from the root of the repository, a line and a severity", () => {
		const [first] = issuesIn(previewText("errors"));

		assert.deepEqual(
			{ ...first, fingerprint: "" },
			{
				description: "spring: taskCps (800) is too large. Use a whole number from 1 to 500.",
				check_name: "AiCallTask/taskCps",
				fingerprint: "",
				severity: "blocker",
				location: { path: "index.ts", lines: { begin: 7 } },
			},
		);
	});

	it("are at the program's first line if they have no place of their own", () => {
		const issues = issuesIn(previewText("policies.jsonl"));

		assert.ok(issues.length > 0);
		for (const { location } of issues)
			assert.deepEqual(location, { path: "campaigns/Pulumi.yaml", lines: { begin: 1 } });
	});

	it("keep their fingerprints when lines move", () => {
		const text = previewText("errors");
		const prints = (of: string) => issuesIn(of).map(({ fingerprint }) => fingerprint);

		assert.deepEqual(prints(text.replace(/index\.ts#(\d+)/g, "index.ts#1$1")), prints(text));
	});

	it("are an empty list without findings", () => {
		assert.deepEqual(issuesIn(previewText("no-change")), []);
	});

	it("are valid whatever a preview says", () => {
		fc.assert(fc.property(previews, (text) => void issuesIn(text)));
	});
});
