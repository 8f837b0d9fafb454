import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../tools/setup/command";
import { FlowPipeline, flowFiles, readFlow } from "./support/flow";
import { githubFile, readWorkflow } from "./support/github";
import { gitlabCiLocal, gitlabText } from "./support/gitlab";
import type { Trigger } from "./support/job";
import { pipelinesFolder } from "./support/pipelines-folder";
import { setUp, systems } from "./support/systems";
import { problemsOf } from "./support/workflow-problems";

const scripts = join(pipelinesFolder, "scripts");
const byHand = (action: "deploy" | "recover" | "destroy"): Trigger => ({ event: "by hand", action, confirm: "prod" });

/** What a trigger starts, in order. Jobs with a question mark wait for a person's approval. */
const started: readonly (readonly [string, Trigger, string])[] = [
	["a pull request", { event: "pull request" }, "preview"],
	["a merge", { event: "merge" }, "plan up?"],
	["each night", { event: "night" }, "drift"],
	["a deployment by hand", byHand("deploy"), "plan up?"],
	["a recovery by hand", byHand("recover"), "recover plan up?"],
	["the end of a season by hand", byHand("destroy"), "destroy?"],
];

describe("the YAML of the pipelines", function () {
	this.timeout(60_000);

	it("of GitHub passes GitHub's own parser, which finds an unknown key and an unknown context", async () => {
		const text = readFileSync(githubFile, "utf8");

		assert.deepEqual(await problemsOf(text), []);
		assert.match(String(await problemsOf(text.replace("runs-on:", "run-on:"))), /Unexpected value 'run-on'/);
		assert.match(String(await problemsOf(text.replace("github.event_name", "git.event_name"))), /git/);
	});

	it("of GitLab follows GitLab's schema, which does not know another key", async () => {
		const good = await gitlabCiLocal(gitlabText, { event: "merge" });
		const bad = await gitlabCiLocal(gitlabText.replace("codequality:", "code_quality:"), { event: "merge" });

		assert.equal(good.exitCode, 0, good.output);
		assert.match(good.output, /json schema validated/);
		assert.notEqual(bad.exitCode, 0);
		assert.match(bad.output, /'code_quality' property is not expected/);
	});

	it("of Flow has the keys that its pages describe, and no others", () => {
		for (const file of flowFiles) assert.ok(Object.keys(readFlow(file).stages).length > 0, file);
		const { mountDirs, variables } = readFlow("campaigns.yml");
		const [keep] = mountDirs.map(({ containerMountDir }) => containerMountDir);
		assert.equal(variables.find(({ key }) => key === "KEEP")?.value, keep);
		assert.throws(() => FlowPipeline.parse({ ...readFlow("drift.yml"), schedule: "0 2 * * *" }), /schedule/);
	});

	for (const system of systems) {
		for (const [title, trigger, expected] of started) {
			it(`of ${system.name} starts for ${title}: ${expected}`, async () => {
				const jobs = await system.jobs(trigger, setUp, "/workspace");

				const isRecovery = (name: string) => name === "recover";
				const names = jobs.map(({ name, isGuarded }) => `${name}${isGuarded && !isRecovery(name) ? "?" : ""}`);
				assert.equal(names.join(" "), expected);
			});
		}

		it(`of ${system.name} lets no two jobs that change a stack run at the same time`, async () => {
			const jobs = [
				...(await system.jobs({ event: "merge" }, setUp, "/workspace")),
				...(await system.jobs(byHand("recover"), setUp, "/workspace")),
				...(await system.jobs(byHand("destroy"), setUp, "/workspace")),
			];

			const changing = jobs.filter(({ name }) => ["up", "recover", "destroy"].includes(name));
			assert.equal(changing.length, 4);
			assert.equal(new Set(changing.map(({ queue }) => queue)).size, 1);
			assert.notEqual(changing[0]?.queue, undefined);
		});
	}

	it("names scripts that exist and may be executed", async () => {
		const triggers = systems.flatMap((system) => started.map(([, trigger]) => ({ system, trigger })));
		const jobs = await Promise.all(triggers.map(({ system, trigger }) => system.jobs(trigger, setUp, "/workspace")));
		const commands = jobs.flat().flatMap(({ steps }) => steps.map(({ command }) => command));
		const named = commands.flatMap((command) => [...command.matchAll(/pipelines\/scripts\/([\w-]+\.sh)/g)]);
		const names = new Set(named.map(([, name]) => name));

		const executable = readdirSync(scripts).filter((name) => (statSync(join(scripts, name)).mode & 0o111) !== 0);
		assert.deepEqual([...names].sort(), executable.sort());
		for (const name of readdirSync(scripts)) {
			const { exitCode, output } = await runCommand("bash", ["-n", join(scripts, name)]);
			assert.equal(exitCode, 0, output);
		}
	});

	it("of GitHub pins every action by its commit, and lets only jobs that need it write", () => {
		const uses = [...readFileSync(githubFile, "utf8").matchAll(/uses: (.*)/g)].map(([, action = ""]) => action);

		assert.ok(uses.length > 10);
		for (const action of uses) assert.match(action, /^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
		const writers = Object.entries(readWorkflow().jobs).map(([name, { permissions = {} }]) => [
			name,
			Object.keys(permissions).filter((scope) => permissions[scope] === "write" && scope !== "id-token"),
		]);
		assert.deepEqual(Object.fromEntries(writers.filter(([, scopes]) => (scopes?.length ?? 0) > 0)), {
			preview: ["pull-requests", "security-events"],
			drift: ["issues"],
		});
	});
});
