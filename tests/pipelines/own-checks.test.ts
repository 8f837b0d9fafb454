import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { satisfies } from "semver";
import { parse } from "yaml";
import { z } from "zod";
import packageJson from "../../package.json";
import { githubExpressions } from "./support/expressions";
import { problemsOf } from "./support/workflow-problems";

const text = readFileSync(join(resolve(__dirname, "..", ".."), ".github", "workflows", "checks.yml"), "utf8");
const Job = z.looseObject({
	if: z.string().optional(),
	needs: z.string().optional(),
	strategy: z.object({ matrix: z.object({ node: z.array(z.string()) }) }).default({ matrix: { node: [] } }),
	steps: z.array(z.looseObject({ uses: z.string().optional(), run: z.string().optional() })),
});
const Workflow = z.looseObject({
	permissions: z.record(z.string(), z.string()),
	jobs: z.object({ test: Job, release: Job }),
});
const { permissions, jobs } = Workflow.parse(parse(text));
const runsOf = ({ steps }: z.output<typeof Job>) => steps.flatMap(({ run }) => run ?? []);

describe("the workflow of the project's own checks", () => {
	it("passes GitHub's own parser, which finds an unknown key", async () => {
		assert.deepEqual(await problemsOf(text), []);
		assert.match(String(await problemsOf(text.replace("runs-on:", "run-on:"))), /Unexpected value 'run-on'/);
	});

	it("may only read, uses no secret, and pins every action by its commit", () => {
		assert.deepEqual(permissions, { contents: "read" });
		assert.equal(text.match(/permissions:/g)?.length, 1);
		assert.doesNotMatch(text, /secrets\./);
		const uses = [...text.matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);
		assert.equal(uses.length, 5);
		for (const action of uses) assert.match(action, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	it("checks and tests a clean installation on the oldest and on newer versions of Node.js", () => {
		const { node } = jobs.test.strategy.matrix;

		assert.deepEqual(runsOf(jobs.test), ["npm ci", "npm run check", "npm test"]);
		assert.equal(packageJson.engines.node, `>=${node[0]}`);
		for (const version of node)
			assert.ok(satisfies(version.includes(".") ? `${version}.0` : `${version}.0.0`, ">=20.19"));
	});

	it("rehearses a release for tags of versions only, after the tests", async () => {
		const evaluate = await githubExpressions();
		const isStarted = (ref: string) => evaluate(jobs.release.if ?? "", { github: { ref } }, {});

		assert.equal(jobs.release.needs, "test");
		assert.equal(isStarted("refs/tags/v1.2.0"), "true");
		assert.equal(isStarted("refs/heads/main"), "false");
		assert.deepEqual(runsOf(jobs.release), ["npm ci", "npm run release -- --dry-run"]);
	});
});
