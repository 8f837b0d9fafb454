import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Simulator } from "../../simulator";
import type { Program } from "../../tools/pulumi/program";
import { runCommand } from "../../tools/setup/command";
import { withLists } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { useYaml } from "./support/yaml";

const project = "name: program\nruntime: yaml\n";
const taskType = "aiccs:index:AiCallTask";
const main = resolve(__dirname, "..", "..", "dist", "provider", "cli", "main.js");

function changesOf(simulator: Simulator): string[] {
	return simulator.actions().filter((action) => !action.startsWith("Query"));
}

/** Imports without questions and without protection; the program's text goes to a file. */
function importing({ run }: Program, ...args: readonly string[]) {
	return run(["import", ...args, "--yes", "--protect=false", "--non-interactive", "--color", "never"]);
}

describePrograms("pulumi import", (open) => {
	const yaml = useYaml();

	it("takes tasks by name and by id, and the program that it writes neither changes nor sends anything", async () => {
		const { program, simulator } = await open({ files: { "Pulumi.yaml": project }, env: yaml() });
		const [, engine = ""] = simulator.seedTasks([
			{ TaskName: "Spring campaign", status: "RUNNING", MissCallRetry: true, CallRetryReason: ["NO_ANSWER"] },
			{
				TaskName: "engine",
				AgentId: "",
				Source: 1,
				ApplicationCode: "APP-1",
				PhoneType: 1,
				LineEncoding: "LINE_1",
				LinePhoneNum: "02100001111",
			},
			{ TaskName: "released-118700000000000001" },
		]);
		await succeeded(importing(program, taskType, "spring", "Spring campaign", "--out", "spring.yaml"));
		await succeeded(importing(program, taskType, "engine", engine, "--out", "engine.yaml"));
		const [spring = "", other = ""] = ["spring.yaml", "engine.yaml"].map((name) =>
			readFileSync(join(program.directory, name), "utf8"),
		);
		program.write({ "Pulumi.yaml": project + spring + other.replace("resources:\n", "") });

		assert.match(await succeeded(program.up("--expect-no-changes", "--skip-preview=false")), /3 unchanged/);
		assert.match(await succeeded(program.refresh("--expect-no-changes")), /3 unchanged/);

		const option = other.replace("engine:", "winter:").replace("taskName: engine", "taskName: winter");
		simulator.seedTasks([{ ...simulator.task("engine")?.definition, TaskName: "winter" }]);
		program.write({
			"Pulumi.yaml": `${project}${spring}${other.replace("resources:\n", "")}${option.replace("resources:\n", "")}    options:\n      import: winter\n`,
		});
		assert.match(await succeeded(program.up()), /= 1 imported/);
		assert.match(await succeeded(program.preview()), /4 unchanged/);

		assert.match(
			await failed(importing(program, taskType, "old", "released-118700000000000001")),
			/was released by a destroy/,
		);
		assert.deepEqual(changesOf(simulator), []);
	});

	it("takes an exported account in YAML, which checks itself", async () => {
		const { program, simulator } = await open({ files: { "Pulumi.yaml": project }, env: yaml() });
		simulator.seedTasks([{ TaskName: "spring $${x}" }, { TaskName: "winter", StartType: "IMMEDIATE" }]);
		const args = ["export", "--out", ".", "--language", "yaml", "--check", "--stack", program.stackName];

		const exported = await runCommand(process.execPath, [main, ...args], {
			cwd: program.directory,
			env: program.env,
		});

		assert.equal(exported.exitCode, 0, exported.output);
		assert.match(exported.output, /^Checked in a scratch stack: .* shows no change\.$/m);
		await succeeded(importing(program, "--file", "import.json", "--generate-code=false"));
		assert.match(await succeeded(program.up("--refresh", "--expect-no-changes")), /3 unchanged/);
		assert.deepEqual(changesOf(simulator), []);
	});
});

const people = {
	"people.csv": "calleeNumber,outId\n13800000001,a\n13800000002,b\n",
	"do-not-call.csv": "calleeNumber\n13800000003\n",
};

const inJavaScript = {
	"Pulumi.yaml": "name: program\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
	...withLists(`
		const secret = { virtualNumber: pulumi.secret(campaign.virtualNumber) };
		const spring = task("spring", secret, { protect: true });
		task("child", {}, { parent: spring });
		const { taskId } = spring;
		const doNotCall = new FileAsset("do-not-call.csv");
		new CalleeList("people", { taskId, source: new FileAsset("people.csv"), doNotCall });
	`),
	...people,
};

const taskInYaml = (name: string, virtualNumber: string, options: string) => `  ${name}:
    type: aiccs:AiCallTask
    properties:
      taskName: ${name}
      agentId: "118712345678901234"
      virtualNumber: ${virtualNumber}
      startType: IMMEDIATE
      taskCps: 500
      callDay: [MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY]
      callTime:
        - { startTime: "09:00:00", endTime: "12:00:00" }
        - { startTime: "14:00:00", endTime: "18:00:00" }
    options:
      ${options}
`;
const inYaml = {
	"Pulumi.yaml": `${project}resources:
${taskInYaml("spring", '{ "fn::secret": "05710000001" }', "protect: true")}${taskInYaml("child", '"05710000001"', "parent: $" + "{spring}")}  people:
    type: aiccs:CalleeList
    properties:
      taskId: \${spring.taskId}
      source: { "fn::fileAsset": people.csv }
      doNotCall: { "fn::fileAsset": do-not-call.csv }
`,
	...people,
};

describePrograms("a program that moves between TypeScript and the plugin", (open) => {
	const yaml = useYaml();
	const types = ({ state }: Program) =>
		(state().deployment.resources ?? []).map(({ type }) => type).filter((type) => type.includes("aiccs:"));

	const isProtected = ({ state }: Program) =>
		state().deployment.resources?.find(({ urn }) => urn.endsWith("::spring"))?.protect;

	it("keeps tasks, their children, lists, secrets, protection and drift as they are, there and back", async () => {
		const { program, simulator } = await open({ files: inJavaScript, env: yaml() });
		await succeeded(program.up());
		for (const { taskId } of simulator.tasks()) simulator.setStatus(taskId, "STOPPED");
		simulator.changeTask(simulator.task("child")?.taskId ?? "", { TaskCps: 7 });
		await succeeded(program.refresh());
		simulator.clearRequests();

		program.write(inYaml);
		const preview = await succeeded(program.preview());
		assert.match(preview, /~ 1 to update\n +3 unchanged/);
		assert.match(preview, /taskCps/);
		simulator.changeTask(simulator.task("child")?.taskId ?? "", { TaskCps: 500 });
		simulator.clearRequests();
		assert.match(await succeeded(program.up("--refresh")), /4 unchanged/);
		assert.deepEqual(changesOf(simulator), []);
		assert.ok(
			types(program).every((type) => /^(pulumi:providers:)?aiccs(:index:|$)/.test(type)),
			types(program).join(),
		);
		assert.doesNotMatch(
			JSON.stringify(program.state().deployment.resources?.filter(({ urn }) => /spring/.test(urn))),
			/05710000001/,
		);
		assert.ok(isProtected(program));

		program.write(inJavaScript);
		assert.match(await succeeded(program.up("--skip-preview=false")), /4 unchanged/);
		assert.deepEqual(changesOf(simulator), []);
		assert.ok(
			types(program).every((type) => type.startsWith("pulumi-nodejs:dynamic/")),
			types(program).join(),
		);
		assert.ok(isProtected(program));
		await succeeded(program.run(["state", "unprotect", "--all", "--yes"]));
		await succeeded(program.destroy());
		assert.deepEqual(
			simulator.tasks().map(({ taskName, taskId }) => taskName === `released-${taskId}`),
			[true, true],
		);
	});

	/** The resources of a component, by the dynamic classes or by those that an SDK of the plugin has. */
	const inComponent = (side: "dynamic" | "plugin") => ({
		...inJavaScript,
		...withLists(`
			const ofPlugin = (type) => class extends pulumi.CustomResource {
				constructor(name, args, options) {
					const aliases = [{ type: "pulumi-nodejs:dynamic/aiccs:" + type }];
					super("aiccs:index:" + type, name, { taskId: undefined, ...args }, { ...options, aliases });
				}
			};
			const Task = ${side === "dynamic" ? "AiCallTask" : 'ofPlugin("AiCallTask")'};
			const List = ${side === "dynamic" ? "CalleeList" : 'ofPlugin("CalleeList")'};
			class Shop extends pulumi.ComponentResource {
				constructor(name) {
					super("test:index:Shop", name);
					const both = { ...campaign, taskCps: 500 };
					const spring = new Task("spring", { ...both, taskName: "spring" }, { parent: this });
					new Task("child", { ...both, taskName: "child", adoptTaskId: process.env.ADOPTED }, { parent: spring });
					const source = new FileAsset("people.csv");
					new List("people", { taskId: spring.taskId, source }, { parent: spring });
				}
			}
			new Shop("shop");
		`),
	});

	it("keeps what is in components: tasks, an adopted one, and lists, there and back", async () => {
		const { program, simulator } = await open({ files: inComponent("dynamic"), env: yaml() });
		const [adopted = ""] = simulator.seedTasks([
			{ TaskName: "child", status: "STOPPED", AgentId: "118712345678901234" },
		]);
		const env = { ADOPTED: adopted };
		const up = (...more: string[]) =>
			succeeded(
				program.run(["up", "--yes", "--skip-preview", "--non-interactive", "--color", "never", ...more], { env }),
			);
		await up();
		for (const { taskId } of simulator.tasks()) simulator.setStatus(taskId, "STOPPED");
		await succeeded(program.refresh());
		simulator.clearRequests();

		program.write(inComponent("plugin"));
		assert.match(await up(), /5 unchanged/);
		assert.ok(
			types(program).every((type) => /^(pulumi:providers:)?aiccs(:index:|$)/.test(type)),
			types(program).join(),
		);
		program.write(inComponent("dynamic"));
		assert.match(await up(), /5 unchanged/);
		assert.deepEqual(simulator.actions(), []);
		await succeeded(program.destroy());
		assert.ok(simulator.tasks().every(({ taskName, taskId }) => taskName === `released-${taskId}`));
	});
});
