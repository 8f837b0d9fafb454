import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "../../tools/setup/command";
import { runs, type Step, type Trigger } from "./support/job";
import { layOutRunner, type Runner } from "./support/runner";
import { jobOf, setUp, systems } from "./support/systems";

const merge: Trigger = { event: "merge" };
const byHand = (action: "recover" | "destroy", confirm = "prod"): Trigger => ({ event: "by hand", action, confirm });

const preview = "pulumi preview --refresh --json --show-sames --non-interactive";

/** What each job calls, whatever the system: the packages of the lock file first. */
const called: readonly (readonly [string, Trigger, string])[] = [
	["preview", { event: "pull request" }, preview],
	["plan", merge, `${preview} --save-plan PLAN`],
	["up", merge, "pulumi up --refresh --yes --skip-preview --non-interactive --plan PLAN"],
	["drift", { event: "night" }, `${preview} --expect-no-changes`],
	["recover", byHand("recover"), "pulumi cancel --yes --non-interactive"],
	["destroy", byHand("destroy"), "pulumi destroy --yes --non-interactive"],
];

/** Writes a preview of a stack without resources, and the variables that it was called with. */
const command = `env >"$KEPT/env"
[ -z "\${SAYS:-}" ] || echo "$SAYS" >&2
[ "$1" != preview ] || [ -n "\${SAYS:-}" ] || echo '{"steps":[{"op":"same","urn":"urn:pulumi:prod::p::pulumi:pulumi:Stack::p-prod"}]}'
exit "\${EXIT:-0}"
`;

describe("the scripts of the pipelines, with a CLI that only records its calls", function () {
	this.timeout(60_000);
	let folder: string;
	let workspace: string;

	beforeEach(() => {
		folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-scripts-")));
		workspace = join(folder, "program");
		mkdirSync(workspace);
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

	const runner = (env: NodeJS.ProcessEnv = {}): Runner =>
		layOutRunner({ workspace, env: { ...process.env, ...env }, pulumi: command });
	const environment = () =>
		Object.fromEntries(
			readFileSync(join(folder, "runner", "env"), "utf8")
				.split("\n")
				.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
		);

	for (const system of systems) {
		for (const [name, trigger, expected] of called) {
			it(`${name} of ${system.name} installs the packages, then calls: ${expected}`, async () => {
				const { exitCode, calls, output } = await runner().run(await jobOf(system, trigger, name, workspace));

				assert.equal(exitCode, 0, output);
				const own = calls.filter((call) => /^(npm|pulumi) /.test(call));
				assert.deepEqual(
					own.map((call) => call.replace(/\S*plan(-42)?\.json/, "PLAN")),
					["npm ci", expected],
				);
				assert.equal(environment().PULUMI_STACK, "prod");
			});
		}

		it(`a failed preview fails the job of ${system.name}, whose later steps still show the report`, async () => {
			const job = await jobOf(system, { event: "pull request" }, "preview", workspace);

			const { exitCode, output } = await runner({ EXIT: "7" }).run(job);

			assert.equal(exitCode, 7, output);
			assert.match(output, /^## .*AI call campaigns/m);
		});
	}

	for (const system of systems.slice(0, 2)) {
		it(`${system.name} gives the provider an OIDC token in a file that others cannot read`, async () => {
			const job = await jobOf(system, merge, "up", workspace);

			await runner().run(job);

			const { ALIBABA_CLOUD_OIDC_TOKEN_FILE: file = "", ...env } = environment();
			assert.equal(readFileSync(file, "utf8").trim(), "id-token");
			assert.equal(statSync(file).mode & 0o077, 0);
			assert.equal(env.ALIBABA_CLOUD_ROLE_ARN, setUp.CAMPAIGNS_ROLE_ARN);
			assert.equal(env.ALIBABA_CLOUD_OIDC_PROVIDER_ARN, setUp.OIDC_PROVIDER_ARN);
			const plan = await runner().run(await jobOf(system, merge, "plan", workspace));
			assert.equal(environment().ALIBABA_CLOUD_ROLE_ARN, setUp.PREVIEW_ROLE_ARN, plan.output);
		});
	}

	it("recover and destroy do nothing before a person types the stack's name", async () => {
		for (const system of systems) {
			for (const action of ["recover", "destroy"] as const) {
				const job = await jobOf(system, byHand(action, "production"), action, workspace);
				const { exitCode, output, calls } = await runner().run(job);

				assert.equal(exitCode, 1);
				assert.match(output, /CONFIRM is "production", and the stack is "prod"\. Nothing was done/);
				assert.deepEqual(calls, []);
			}
		}
	});

	it("a command that fails before the preview shows its own error and no report", async () => {
		const [github] = systems;
		assert.ok(github);
		const job = await jobOf(github, { event: "pull request" }, "preview", workspace);

		const { exitCode, output, calls } = await runner({ EXIT: "255", SAYS: "error: no stack" }).run(job);

		assert.equal(exitCode, 255);
		assert.match(output, /error: no stack/);
		assert.deepEqual(
			calls.filter((call) => /^(pulumi-aiccs|gh) /.test(call)),
			[],
		);
	});

	it("a machine without the CLI gets the version that the YAML names", async () => {
		const [github] = systems;
		assert.ok(github);
		const link = 'for tool in bash sh node dirname mkdir chmod; do ln -s "$(command -v $tool)" "$0"; done';
		await runCommand("bash", ["-c", link, folder]);
		const tools = runner({ HOME: folder, PATH: folder });
		rmSync(join(folder, "runner", "bin", "pulumi"));

		const { exitCode, calls, output } = await tools.run(await jobOf(github, merge, "up", workspace));

		assert.equal(exitCode, 0, output);
		assert.deepEqual(calls.slice(1), [
			"curl -fsSL https://get.pulumi.com",
			"install --version 3.259.0",
			"npm ci",
			"installed",
		]);
	});

	it("a policy pack and its configuration go to the preview, whose report needs the streamed form, and to the update", async () => {
		const [github] = systems;
		assert.ok(github);
		const policies = { POLICY_PACK: "my policies", POLICY_CONFIG: "limits.json" };
		for (const name of ["plan", "up"]) {
			const { calls } = await runner(policies).run(await jobOf(github, merge, name, workspace));
			const expected = /--non-interactive --policy-pack my policies --policy-pack-config limits\.json --(save-)?plan/;
			assert.match(calls.find((call) => call.startsWith("pulumi ")) ?? "", expected);
			assert.equal(environment().PULUMI_ENABLE_STREAMING_JSON_PREVIEW, name === "plan" ? "1" : undefined);
		}
	});

	it("the comment of a pull request is replaced by each run, and says where a long report is", async () => {
		const [github] = systems;
		assert.ok(github);
		const { steps } = await jobOf(github, { event: "pull request" }, "preview", workspace);
		const comment = steps.find((step) => step.command.includes("github-comment"));
		assert.ok(comment);
		const tools = runner();
		const post = async (report: string) => {
			const prepare: Step = runs(`mkdir -p out; cat >out/report.md <<'END'\n${report}\nEND`, {});
			const result = await tools.run({ name: "", isGuarded: false, queue: undefined, steps: [prepare, comment] });
			assert.equal(result.exitCode, 0, result.output);
			return { ...result, body: readFileSync(join(folder, "runner", "body.md"), "utf8") };
		};

		const first = await post("# Two campaigns");
		assert.equal(first.body, "<!-- pulumi-aiccs -->\n# Two campaigns\n");
		assert.match(first.calls.join("\n"), /gh api repos\/acme\/campaigns\/issues\/7\/comments -F body=@/);
		writeFileSync(join(folder, "runner", "answer"), "99\n");
		assert.match(
			(await post("# Three")).calls.join("\n"),
			/--method PATCH repos\/acme\/campaigns\/issues\/comments\/99 /,
		);
		assert.match(
			(await post("long ".repeat(12_000))).body,
			/too long .*: https:\/\/github.com\/acme\/campaigns\/actions/,
		);
	});

	it("drift becomes one issue, to which later nights add their report", async () => {
		const [github] = systems;
		assert.ok(github);
		const job = await jobOf(github, { event: "night" }, "drift", workspace);
		const tools = runner({ EXIT: "7" });

		const first = await tools.run(job);
		assert.match(
			first.calls.join("\n"),
			/gh issue create --title The campaigns of prod differ from the program --body-file/,
		);
		assert.match(
			readFileSync(join(folder, "runner", "body.md"), "utf8"),
			/^## .*AI call campaigns.*The run: https:\/\/github\.com\//s,
		);
		writeFileSync(join(folder, "runner", "answer"), "12\n");
		assert.match((await tools.run(job)).calls.join("\n"), /gh issue comment 12 --body-file/);
	});
});
