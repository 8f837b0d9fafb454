import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Simulator, startSimulator } from "../../simulator";
import type { PulumiCli } from "../pulumi/find-pulumi";
import {
	type HermeticStack,
	hermeticEnvironment,
	layOutStack,
	projectName,
	stackVariables,
} from "../pulumi/hermetic-stack";
import { accountPicture } from "./account-picture";
import { byHand } from "./by-hand";

const quickstart = resolve(__dirname, "..", "..", "examples", "quickstart");
const people = ["13800000001", "13800000002", "13800000003"];

export interface QuickstartOptions {
	readonly cli: PulumiCli;
	readonly keep: boolean;
	readonly say: (text: string) => void;
	/** Settles when a signal interrupts the command. */
	readonly interrupted: Promise<NodeJS.Signals>;
	/** The folder of the program; the quickstart unless given. */
	readonly program?: string;
	/** Where Pulumi's output goes; the terminal unless given. */
	readonly output?: "inherit" | "ignore";
}

/** Runs the quickstart against a simulated account, which is removed at the end. */
export async function runQuickstart(options: QuickstartOptions): Promise<void> {
	const { cli, keep, say, interrupted, program = quickstart } = options;
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-")));
	const simulator = await startSimulator({ seed: 1 });
	try {
		const variables = layOut(program, folder, cli, simulator);
		const env = hermeticEnvironment(variables);
		await pulumi(options, ["preview"], env);
		await pulumi(options, ["up", "--yes"], env);
		say(`\n${importPeople(simulator)}`);
		await pulumi(options, ["up", "--yes", "--refresh", "--expect-no-changes"], env);
		say(`\nThe simulated account now holds:\n\n${accountPicture(simulator.tasks())}\n`);
		say(keep ? continueByHand(program, variables) : nextSteps());
		if (keep) await interrupted;
	} finally {
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

// A campaign starts only with people to call, and the documentation does not say that one may be changed before.
function importPeople(simulator: Simulator): string {
	for (const { taskId } of simulator.tasks()) simulator.importNumbers(taskId, people);
	return `The simulator now adds ${people.length} people to the campaign, through its control API and not through Pulumi. With people to call, the campaign runs and can be changed.`;
}

function layOut(program: string, folder: string, cli: PulumiCli, simulator: Simulator): Record<string, string> {
	const settings = join(folder, "Pulumi.dev.yaml");
	const stack: HermeticStack = { folder, project: projectName(program), stackName: "dev", settings };
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", "aiccs:endpoint": simulator.url });
	return { ...stackVariables(stack, cli, simulator), PULUMI_OPTION_CONFIG_FILE: settings };
}

function pulumi(options: QuickstartOptions, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
	const { cli, say, interrupted, program = quickstart, output = "inherit" } = options;
	const line = `pulumi ${args.join(" ")}`;
	say(`\n$ ${line}`);
	return new Promise((resolve, reject) => {
		const child = spawn(cli.command, args, { cwd: program, env, stdio: output });
		// The terminal sends Ctrl-C to it as well, and a second SIGINT would make it stop at once.
		void interrupted.then((signal) => signal !== "SIGINT" && child.kill("SIGINT"));
		child.once("error", reject);
		child.once("close", (code, signal) => {
			if (code === 0) resolve();
			else reject(new Error(`"${line}" ended with ${signal ?? `exit code ${code}`}; its output is above.`));
		});
	});
}

function continueByHand(program: string, variables: Readonly<Record<string, string>>): string {
	return [
		"The account and the stack remain until you press Ctrl-C here. To continue by hand, run in another terminal:\n",
		byHand(program, variables, process.env),
		"",
		`Then change the campaign in ${join(program, "index.ts")}, its taskCps for example, and run:\n`,
		"  pulumi preview",
		"  pulumi up",
		"  pulumi stack output",
		"  pulumi destroy\n",
	].join("\n");
}

function nextSteps(): string {
	return [
		"Next steps:",
		"  npm start -- --keep   the same, but keep the account and the stack, to change the campaign with pulumi",
		"  npm test              all tests, on the same engine\n",
		"The program is examples/quickstart/index.ts; each npm start deploys it to an empty account.\n",
	].join("\n");
}
