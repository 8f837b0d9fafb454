import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Simulator } from "../../simulator";
import { killProcessesWith } from "../../tools/pulumi/processes";
import type { Program } from "../../tools/pulumi/program";
import { type CommandResult, runCommand } from "../../tools/setup/command";
import { killRunAt } from "../support/killed-run";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

const main = join(__dirname, "..", "..", "dist", "provider", "cli", "main.js");
const numbers = "calleeNumber,outId\n010-0000 0001,a\n010-0000 0002,b\n";

/** 60 tasks in loops, half of them in two components whose resources have the same names as the others, and two lists. */
const program = `
const { CalleeList } = require("pulumi-aiccs");
const config = new pulumi.Config();
const virtualNumber = config.requireSecret("line");
const tasks = (prefix, count, options) => Array.from({ length: count }, (_, index) => {
	const taskName = prefix + index;
	return new AiCallTask(taskName === config.get("renamed") ? "renamed" : "task-" + index, { ...campaign, virtualNumber, taskName }, options);
});
class Season extends pulumi.ComponentResource {
	constructor(name, args) {
		super("shop:index:" + name, name, args);
		this.tasks = tasks(name + "-", 15, { parent: this });
		this.registerOutputs({});
	}
}
const seasons = ["spring", "summer"].map((name) => new Season(name, { year: 2027 }));
const loop = tasks("loop-", 30, { dependsOn: seasons.flatMap(({ tasks }) => tasks) });
for (const { tasks: [task] } of seasons) {
	new CalleeList("people", { taskId: task.taskId, source: new pulumi.asset.FileAsset("people.csv") }, { parent: task, dependsOn: loop });
}
`;

const Exported = z.looseObject({
	deployment: z.looseObject({
		resources: z.array(z.looseObject({ urn: z.string(), id: z.string().optional() })),
		pending_operations: z.unknown().optional(),
	}),
});

describePrograms("a killed run without its journal, and with less in the state than it has created", (open) => {
	it("continues after export --left-behind and an import, and creates nothing twice", async () => {
		const account = await open({
			files: { ...javaScript(program), "people.csv": numbers },
			config: { "aiccs:listLagSeconds": "0" },
		});
		const { simulator, program: stack } = account;
		await stack.config("program:line", "05710000001", true);
		const kill = { action: "CreateAiCallTask", skip: 40, when: "after" } as const;
		const { arrived } = await killRunAt(account, ["up", "--yes", "--skip-preview", "--non-interactive"], kill, "both");
		assert.ok(arrived);
		await killProcessesWith(`PULUMI_HOME=${stack.env.PULUMI_HOME}`);
		await succeeded(stack.run(["cancel", "--yes", "--non-interactive"]));
		rmSync(stack.env.XDG_STATE_HOME ?? assert.fail("the journal is not apart"), { recursive: true });
		await rollBack(stack, (urn) => urn.includes(":summer") || /::task-\d*[13579]$/.test(urn));
		const created = simulator.tasks().map(({ taskName }) => taskName);
		const known = taskIds(stack);
		const left = created.length - known.size;
		const renamed = simulator.tasks().find(({ taskId, taskName }) => known.has(taskId) && taskName.startsWith("loop-"));
		assert.ok(left > 10 && renamed !== undefined);

		await stack.config("program:renamed", renamed.taskName);
		const preview = await stack.run(["preview", "--json"]);
		assert.equal(preview.exitCode, 1);
		assert.equal(preview.stdout.match(/so an interrupted run probably left it/g)?.length, left);
		stack.write({ "preview.json": preview.stdout });
		simulator.clearRequests();
		const { exitCode, stderr } = await leftBehind(stack, "--fill", "virtualNumber=05710000001");
		assert.equal(exitCode, 1, stderr);
		assert.match(
			stderr,
			/Not imported: the preview reports something else about it: follow that message\.\n {2}"renamed"/,
		);
		assert.deepEqual(counted(simulator), { QueryAiCallTaskPage: 1, QueryAiCallTaskDetail: left + 1 });

		const file = readFileSync(join(stack.directory, "import.json"), "utf8");
		assert.match(file, /"nameTable": \{\s+"spring": ".+:spring::spring"\s+\}/, "the stack has this component");
		assert.match(
			file,
			/"type": "shop:index:summer",\s+"name": "summer",[^}]+\},\s+"component": true/,
			"it lacks this one",
		);
		await stack.config("program:renamed", "");
		const imported = ["import", "--file", "import.json", "--yes", "--protect=false", "--generate-code=false"];
		await succeeded(stack.run(imported));
		assert.equal(taskIds(stack).size, created.length);
		simulator.clearRequests();
		const update = await succeeded(stack.up());

		const missing = 60 - created.length;
		assert.match(
			update,
			new RegExp(`Resources:\\n +\\+ ${missing + 2} created\\n +${created.length + 3} unchanged\\n`),
		);
		const { CreateAiCallTask, ImportTaskNumberDatas, QueryAiCallTaskPage, QueryAiCallDetailPage, ...others } =
			counted(simulator);
		assert.deepEqual([CreateAiCallTask, ImportTaskNumberDatas, others], [missing, 2, {}]);
		const names = simulator.tasks().map(({ taskName }) => taskName);
		assert.deepEqual([names.length, new Set(names).size], [60, 60]);
		assert.doesNotMatch(stack.state().text, /05710000001/, "secrets are encrypted");
		await succeeded(stack.preview("--refresh", "--expect-no-changes"));
	});
});

/** Removes resources from the state, as if the backend had lost the last writes, and what was under way. */
async function rollBack(stack: Program, isLost: (urn: string) => boolean): Promise<void> {
	const exported = Exported.parse(JSON.parse(await succeeded(stack.run(["stack", "export"]))));
	const { pending_operations: _, resources, ...deployment } = exported.deployment;
	const kept = resources
		.filter(({ urn }) => !isLost(urn))
		.map((resource) => ({ ...resource, dependencies: [], propertyDependencies: {} }));
	stack.write({ "state.json": JSON.stringify({ ...exported, deployment: { ...deployment, resources: kept } }) });
	await succeeded(stack.run(["stack", "import", "--file", "state.json"]));
}

function leftBehind(stack: Program, ...more: readonly string[]): Promise<CommandResult> {
	const args = [main, "export", "--left-behind", "preview.json", "--out", ".", "--stack", stack.stackName, ...more];
	return runCommand(process.execPath, args, { cwd: stack.directory, env: stack.env });
}

function taskIds(stack: Program): Set<string> {
	const { resources = [] } = stack.state().deployment;
	return new Set(resources.flatMap(({ type, id }) => (type.endsWith(":AiCallTask") && id !== undefined ? [id] : [])));
}

function counted(simulator: Simulator): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const action of simulator.actions()) counts[action] = (counts[action] ?? 0) + 1;
	return counts;
}
