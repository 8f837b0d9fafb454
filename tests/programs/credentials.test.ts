import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Program } from "../../tools/pulumi/program";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

const two = javaScript('for (const name of ["a", "b"]) new AiCallTask(name, { ...campaign, taskName: name });');
/** No key in the environment, and nothing outside this machine is asked. */
const env = {
	ALIBABA_CLOUD_ACCESS_KEY_ID: "",
	ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
	ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true",
};
// So that a destroy has nothing to report.
const simulation = { settings: { updateInInit: "accepted" } } as const;

function writeAtHome({ env: { HOME = "" } }: Program, name: string, text: string): void {
	mkdirSync(dirname(join(HOME, name)), { recursive: true });
	writeFileSync(join(HOME, name), text);
}

function writeProfile(program: Program, profile: Readonly<Record<string, unknown>>): void {
	const file = { current: "default", profiles: [{ name: "default", ...profile }] };
	writeAtHome(program, ".aliyun/config.json", JSON.stringify(file));
}

/* Every way, and every way that fails: `tests/credentials`. */
describePrograms("credentials in a profile", (open) => {
	it("of the command line serve two tasks at once in every command", async () => {
		const { program, simulator } = await open({ files: two, env }, simulation);
		const { accessKeyId, accessKeySecret } = simulator;
		writeProfile(program, { mode: "AK", access_key_id: accessKeyId, access_key_secret: accessKeySecret });

		await succeeded(program.up("--skip-preview=false"));
		assert.deepEqual(
			simulator
				.tasks()
				.map(({ taskName }) => taskName)
				.sort(),
			["a", "b"],
		);
		await succeeded(program.up("--refresh", "--expect-no-changes"));
		await succeeded(program.destroy());

		assert.ok(simulator.tasks().every(({ taskId, taskName }) => taskName === `released-${taskId}`));
	});

	it("of the shared file serve a stack whose aiccs:profile names it", async () => {
		const { program, simulator } = await open({ files: two, env, config: { "aiccs:profile": "calls" } }, simulation);
		const lines = ["[calls]", "type = access_key", `access_key_id = ${simulator.accessKeyId}`];
		const text = [...lines, `access_key_secret = ${simulator.accessKeySecret}`, ""].join("\n");
		writeAtHome(program, ".alibabacloud/credentials", text);

		await succeeded(program.up());

		assert.equal(simulator.tasks().length, 2);
	});
});
