import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Preview } from "../../../provider/cli/report/preview";
import { aDefinition } from "../../support/definitions";
import { describeSimulator } from "../../support/describe-simulator";
import { type Ran, runAiccs } from "../support/terminal";
import { previewOf } from "./support/left-behind";

describeSimulator("pulumi-aiccs export --left-behind", (fixture) => {
	let folder = "";
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), "aiccs-left-behind-"));
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	function command(preview: string | Preview, ...more: readonly string[]): Promise<Ran> {
		const { url, accessKeyId, accessKeySecret } = fixture.simulator;
		const keys = [
			`aiccs:endpoint=${url}`,
			`aiccs:accessKeyId=${accessKeyId}`,
			`aiccs:accessKeySecret=${accessKeySecret}`,
		];
		const args = ["export", "--left-behind", "-", "--out", "out", "--config", ...keys, ...more];
		return runAiccs(args, typeof preview === "string" ? preview : JSON.stringify(preview), folder);
	}

	/** Two tasks that a crashed run has left; one of them has a number since. */
	async function crash(): Promise<{ readonly ids: readonly string[]; readonly preview: Preview }> {
		const program = { spring: aDefinition(), summer: aDefinition({ taskName: "summer" }) };
		const engine = fixture.newEngine({ journalDirectory: join(folder, "lost") });
		assert.deepEqual(await engine.up(program), []);
		const ids = Object.keys(program).map((name) => engine.state.get(name)?.id ?? "");
		const preview = await previewOf(fixture.engine, program);
		fixture.simulator.importNumbers(ids[1] ?? "", ["13800000001"]);
		return { ids, preview };
	}

	it("writes the import file, lists what is not in it and ends with exit code 1 because of that", async () => {
		const { ids, preview } = await crash();

		const { exitCode, stdout, stderr } = await command(preview);

		const file = join(folder, "out", "import.json");
		assert.deepEqual(readdirSync(join(folder, "out")), ["import.json"]);
		assert.match(readFileSync(file, "utf8"), new RegExp(`"id": "${ids[0]}"`));
		assert.deepEqual([exitCode, stdout], [1, ""]);
		assert.deepEqual(stderr.trimEnd().split("\n"), [
			`1 task of the account written to ${file}: defined as the program declares, and without numbers.`,
			"Not imported: it has numbers (1).",
			`  "summer", task ${ids[1]}`,
			"A task that another stack declares in the same way looks the same: import only what is yours. --created-since leaves out older tasks.",
			`Next, in the folder of the program: pulumi import --file ${file} --yes --protect=false --generate-code=false, then pulumi up.`,
		]);
	});

	it("ends with exit code 0 if everything that was left is in the file", async () => {
		const { preview } = await crash();
		const steps = preview.steps.filter(({ urn }) => !urn.endsWith("summer"));

		const { exitCode, stderr } = await command({ ...preview, steps });

		assert.equal(exitCode, 0, stderr);
	});

	it("writes nothing if nothing is left: exit code 0, and 1 if other tasks have the names", async () => {
		const { preview } = await crash();
		const onlySummer = preview.steps.filter(({ urn }) => !urn.endsWith("spring"));

		const none = await command({ ...preview, steps: preview.steps.slice(0, 1) });
		const others = await command({ ...preview, steps: onlySummer });

		assert.deepEqual(none, {
			exitCode: 0,
			stdout: "",
			stderr: "No task is left behind that can be imported. Nothing was written.\n",
		});
		assert.equal(others.exitCode, 1);
		assert.match(
			others.stderr,
			/Nothing was written\.\nNot imported: it has numbers \(1\)\.\n {2}"summer", task \d+\n$/,
		);
		assert.ok(!existsSync(join(folder, "out")));
	});

	it("reads the preview from a file, relative to the folder in which it runs", async () => {
		const { preview } = await crash();
		writeFileSync(join(folder, "preview.json"), JSON.stringify(preview));

		await command("", "--left-behind", "preview.json");

		assert.ok(existsSync(join(folder, "out", "import.json")));
	});

	it("does not overwrite an import file, unless it must", async () => {
		const { preview } = await crash();
		await command(preview);
		const file = join(folder, "out", "import.json");
		writeFileSync(file, "mine");

		const refused = await command(preview);

		assert.equal(refused.exitCode, 2);
		assert.match(refused.stderr, /already has import\.json.*--force/);
		assert.equal(readFileSync(file, "utf8"), "mine");
		await command(preview, "--force");
		assert.notEqual(readFileSync(file, "utf8"), "mine");
	});

	const refusals: Readonly<Record<string, readonly [readonly string[], string, RegExp]>> = {
		"an empty preview": [[], "", /The preview is empty. Give the output of: pulumi preview --json/],
		"text that is no JSON": [[], "error: no stack", /The preview is not JSON/],
		"a preview that was cut off": [[], '{"steps": [', /ends in the middle of its JSON/],
		"JSON that is no preview": [[], '{"resources": []}', /not a preview/],
		"a file that does not exist": [["--left-behind", "absent.json"], "", /absent\.json cannot be read/],
		"a filter that is no date": [["--created-since", "yesterday"], "{}", /--created-since is not a date/],
		"a program in several files": [["--split", "3"], "{}", /--left-behind.*cannot be used with option '--split/],
	};
	for (const [what, [args, preview, message]] of Object.entries(refusals)) {
		it(`refuses ${what}, and writes nothing`, async () => {
			const { exitCode, stderr } = await command(preview, ...args);

			assert.equal(exitCode, 2);
			assert.match(stderr, message);
			assert.ok(!existsSync(join(folder, "out")));
			assert.deepEqual(fixture.simulator.actions(), []);
		});
	}

	it("ends with exit code 3 where the account refuses it, and writes nothing", async () => {
		const { preview } = await crash();

		const { exitCode, stderr } = await command(preview, "--config", "aiccs:accessKeySecret=wrong");

		assert.equal(exitCode, 3);
		assert.match(stderr, /QueryAiCallTaskPage failed/);
		assert.ok(!existsSync(join(folder, "out")));
	});

	it("has no secrets in what it says", async () => {
		const { preview } = await crash();
		const steps = preview.steps.map((step) => ({
			...step,
			...(step.newState && {
				newState: { ...step.newState, inputs: { ...step.newState.inputs, virtualNumber: "[secret]" } },
			}),
		}));

		const { stderr } = await command({ ...preview, steps }, "--fill", "virtualNumber=057100001111");

		assert.match(stderr, /secrets in plain text \(virtualNumber\)\. Delete it after the import/);
		assert.doesNotMatch(stderr, /057100001111/);
	});
});
