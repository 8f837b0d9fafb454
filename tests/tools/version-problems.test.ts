import assert from "node:assert/strict";
import { type VersionedFiles, versionProblems } from "../../tools/release/version-problems";

const json = (version: string) => JSON.stringify({ version });
const good: VersionedFiles = {
	packageJson: json("1.2.0"),
	packageLock: json("1.2.0"),
	schema: json("1.2.0"),
	changelog: "# Changelog\n\n## Unreleased\n\n## 1.2.0 - 2026-12-01\n\n* One.\n\n## 1.1.0 - 2026-11-01\n\n* Two.\n",
};

describe("the version of a release", () => {
	it("may be released if all files have it and the change log gives its date", () => {
		assert.deepEqual(versionProblems(good), []);
		assert.deepEqual(versionProblems({ ...good, changelog: good.changelog.replace("## Unreleased\n\n", "") }), []);
	});

	const wrong: readonly (readonly [string, Partial<VersionedFiles>, RegExp])[] = [
		[
			"schema.json has another",
			{ schema: json("1.1.0") },
			/^schema\.json has version 1\.1\.0, package\.json 1\.2\.0\. Run: /,
		],
		["the lockfile has another", { packageLock: json("1.1.0") }, /^package-lock\.json has version 1\.1\.0/],
		[
			"entries are unreleased",
			{ changelog: good.changelog.replace("## 1.2.0", "* New.\n\n## 1.2.0") },
			/under "Unreleased"/,
		],
		[
			"the change log has no date",
			{ changelog: good.changelog.replace(" - 2026-12-01", "") },
			/begins with "## 1\.2\.0" instead/,
		],
		[
			"the date is none",
			{ changelog: good.changelog.replace("2026-12-01", "2026-13-01") },
			/begins with "## 1\.2\.0 - 2026-13-01"/,
		],
		["the change log ends with an older one", { changelog: "## 1.1.0 - 2026-11-01\n" }, /begins with "## 1\.1\.0 - /],
		["the change log is empty", { changelog: "# Changelog\n" }, /begins with "## "/],
	];
	for (const [title, change, expected] of wrong) {
		it(`may not be released if ${title}`, () => {
			const problems = versionProblems({ ...good, ...change });

			assert.equal(problems.length, 1, problems.join("\n"));
			assert.match(problems[0] ?? "", expected);
		});
	}
});
