import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { z } from "zod";
import { installedPulumi } from "../pulumi/find-pulumi";
import { type Account, hermeticEnvironment, layOutStack, projectName, stackVariables } from "../pulumi/hermetic-stack";
import { killGroup, spawnGroup } from "../setup/command";
import { taskName } from "./program";
import { succeed } from "./succeed";

const Ready = z.strictObject({ url: z.url(), accessKeyId: z.string(), accessKeySecret: z.string() });
const Tasks = z.array(z.looseObject({ definition: z.looseObject({ TaskName: z.string() }) }));
const quiet = ["--non-interactive", "--color", "never"];
const at = ["--yes", "--skip-preview", ...quiet];
const simulatorScript = `const { startSimulator } = require("pulumi-aiccs/simulator");
startSimulator({ settings: { updateInInit: "accepted" } }).then(({ url, accessKeyId, accessKeySecret }) =>
	console.log(JSON.stringify({ url, accessKeyId, accessKeySecret })));
`;

export interface RealRun {
	/** The folder of the program. */
	readonly program: string;
	/** An empty folder for the backend, the journal and Pulumi's home. */
	readonly folder: string;
	/** Environment variables that this layout needs. */
	readonly env?: Readonly<Record<string, string>>;
	/** The folder in which `pulumi-aiccs` is installed, when it is not the program's. */
	readonly installed?: string;
}

/** The life of a stack on the real CLI, against the simulator of the installed package. */
export async function realRun(run: RealRun): Promise<string> {
	return withStack(run, async ({ pulumi, expectTasks }) => {
		const start = Date.now();
		await pulumi("preview", ...quiet);
		await expectTasks([]);
		await pulumi("up", ...at);
		await expectTasks([taskName]);
		await pulumi("up", ...at, "--expect-no-changes");
		await pulumi("refresh", ...at, "--expect-no-changes");
		await expectTasks([taskName]);
		await pulumi("destroy", ...at);
		await expectTasks([/^released-\d{18}$/]);
		return `preview, up, up again, refresh, destroy (${((Date.now() - start) / 1000).toFixed(0)} s)`;
	});
}

interface Stack {
	pulumi(...args: string[]): Promise<string>;
	expectTasks(expected: readonly (string | RegExp)[]): Promise<void>;
}

export async function withStack<T>(run: RealRun, act: (stack: Stack) => Promise<T>): Promise<T> {
	const env = { ...process.env, ...run.env };
	const simulator = join(run.installed ?? run.program, "simulator.cjs");
	writeFileSync(simulator, simulatorScript);
	const child = spawnGroup(process.execPath, [simulator], { cwd: run.installed ?? run.program, env });
	child.stderr?.pipe(process.stderr);
	try {
		if (child.stdout === null) throw new Error("The simulator has no standard output.");
		const lines = createInterface(child.stdout);
		const [line] = await Promise.race([once(lines, "line"), once(lines, "close")]);
		if (line === undefined) throw new Error("The simulator of the installed package ended before it was ready.");
		const account = Ready.parse(JSON.parse(String(line)));
		return await act(await stackOf(run, account));
	} finally {
		killGroup(child);
	}
}

async function stackOf(run: RealRun, account: Account): Promise<Stack> {
	const cli = await installedPulumi();
	const home = join(run.folder, "user");
	mkdirSync(home, { recursive: true });
	const settings = join(run.program, "Pulumi.dev.yaml");
	const stack = { folder: run.folder, project: projectName(run.program), stackName: "dev", settings };
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", "aiccs:endpoint": account.url });
	const env = hermeticEnvironment({ ...stackVariables(stack, cli, account), HOME: home, ...run.env });
	return {
		pulumi: (...args) => succeed(cli.command, args, { cwd: run.program, env, timeoutSeconds: 300 }),
		expectTasks: async (expected) => {
			const answer = await fetch(`${account.url}/_simulator/tasks`);
			const names = Tasks.parse(await answer.json()).map(({ definition }) => definition.TaskName);
			const isExpected = expected.every((one, index) =>
				typeof one === "string" ? names[index] === one : one.test(names[index] ?? ""),
			);
			if (names.length !== expected.length || !isExpected)
				throw new Error(`The account contains [${names.join(", ")}] instead of [${expected.join(", ")}].`);
		},
	};
}
