import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../simulator";
import type { Program } from "../../tools/pulumi/program";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** The tasks of the other account, by a lookup in both forms. */
const named = `
	const { getTaskOutput, getTasks } = require("pulumi-aiccs");
	const names = getTasks({}, { account: "emea" }).then(({ tasks }) => tasks.map(({ taskName }) => taskName));
	Object.assign(exports, { names, looked: getTaskOutput({ taskId: process.env.READ }, { account: "emea" }).taskName });
`;

const two = (account: string) =>
	javaScript(`
		new AiCallTask("here", { ...campaign, taskName: "spring" });
		new AiCallTask("there", { ...campaign, taskName: "spring", account: ${account} });
		${account === '"emea"' ? 'exports.read = AiCallTask.get("read", process.env.READ, { account: "emea" }).taskName;' : ""}
		${account === '"emea"' ? named : ""}
	`);

describePrograms("a program with two accounts", (open) => {
	const others: Simulator[] = [];
	afterEach(async () => {
		for (const one of others.splice(0)) await one.stop();
	});

	/** Another account, under this name in the configuration. */
	async function addAccount(program: Program, name: string, seed: number): Promise<Simulator> {
		const settings = { updateInInit: "accepted" } as const;
		const simulator = await startSimulator({ seed, accessKeySecret: `SecretOf${name}Marked`, settings });
		others.push(simulator);
		const set = (key: string, value: string, ...more: string[]) =>
			succeeded(program.run(["config", "set", "--path", `aiccs:accounts.${name}.${key}`, value, ...more]));
		await set("accessKeyId", simulator.accessKeyId);
		await set("accessKeySecret", simulator.accessKeySecret, "--secret");
		await set("endpoint", simulator.url);
		return simulator;
	}

	it("has its tasks in each, moves one between them, shows no secret, and leaves nothing", async () => {
		const { program, simulator } = await open({ files: two('"emae"') }, { settings: { updateInInit: "accepted" } });
		const emea = await addAccount(program, "emea", 2);
		const [read = ""] = emea.seedTasks([{ TaskName: "of others" }]);
		const env = { READ: read };

		const refused = await failed(program.run(["preview", "--non-interactive", "--color", "never"], { env }));
		assert.match(
			diagnosticsOf(refused).get("there")?.join("\n") ?? "",
			/error: account \("emae"\) names no account of aiccs:accounts\. Did you mean "emea"\? Add it with: pulumi config set --path/,
		);
		assert.deepEqual(emea.actions(), []);

		program.write(two('"emea"'));
		const run = (...args: string[]) =>
			succeeded(program.run([...args, "--non-interactive", "--color", "never"], { env }));
		const output = [await run("preview"), await run("up", "--yes", "--skip-preview")];
		const states = [program.state().text];
		assert.deepEqual(
			[simulator, emea].map((one) => one.tasks().map(({ taskName }) => taskName)),
			[["spring"], ["of others", "spring"]],
		);
		const { read: adopted, names, looked } = await program.outputs();
		assert.deepEqual([adopted, names, looked], ["of others", ["of others"], "of others"]);
		output.push(await run("refresh", "--yes", "--skip-preview"));
		output.push(await run("preview", "--expect-no-changes"));

		const apac = await addAccount(program, "apac", 3);
		program.write(two('"apac"'));
		const moved = await run("preview");
		assert.match(moved, /there .*replace .*account/);
		output.push(moved, await run("up", "--yes", "--skip-preview"));
		states.push(program.state().text);
		assert.deepEqual(
			[simulator, emea, apac].map((one) => one.tasks().map(({ taskName }) => taskName.replace(/\d+/, "id"))),
			[["spring"], ["of others", "released-id"], ["spring"]],
		);

		output.push(await run("destroy", "--yes", "--skip-preview"));
		for (const one of [simulator, apac]) assert.match(one.tasks()[0]?.taskName ?? "", /^released-/);
		assert.equal(emea.task(read)?.taskName, "of others");
		for (const text of [...output, ...states]) assert.doesNotMatch(text, /SecretOf\w+Marked/);
	});
});
