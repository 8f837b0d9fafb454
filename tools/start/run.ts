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

export interface Stage {
	readonly cli: PulumiCli;
	readonly keep: boolean;
	readonly say: (text: string) => void;
	/** Settles when the user has had enough. */
	readonly interrupted: Promise<NodeJS.Signals>;
	/** The folder of the program; the quickstart unless given. */
	readonly program?: string;
	/** Where Pulumi's own words go; this terminal unless given. */
	readonly output?: "inherit" | "ignore";
}

/** The quickstart against an account that exists for as long as this takes. */
export async function runQuickstart(stage: Stage): Promise<void> {
	const { cli, keep, say, interrupted, program = quickstart } = stage;
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-")));
	const simulator = await startSimulator({ seed: 1 });
	try {
		const variables = layOut(program, folder, cli, simulator);
		const env = hermeticEnvironment(variables);
		await pulumi(stage, ["preview"], env);
		await pulumi(stage, ["up", "--yes"], env);
		say(`\n${importPeople(simulator)}`);
		await pulumi(stage, ["up", "--yes", "--refresh", "--expect-no-changes"], env);
		say(`\nThe simulated account now holds:\n\n${accountPicture(simulator.tasks())}\n`);
		say(keep ? goingOn(program, variables) : whatNext());
		if (keep) await interrupted;
	} finally {
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/* A campaign without people never starts, and the service does not say that one may be changed before it has. */
function importPeople(simulator: Simulator): string {
	for (const { taskId } of simulator.tasks()) simulator.importNumbers(taskId, people);
	return `The simulator now puts ${people.length} people into the campaign, through its control door and not by Pulumi: with people to call, it runs and can be changed.`;
}

function layOut(program: string, folder: string, cli: PulumiCli, simulator: Simulator): Record<string, string> {
	const settings = join(folder, "Pulumi.dev.yaml");
	const stack: HermeticStack = { folder, project: projectName(program), stackName: "dev", settings };
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", "aiccs:endpoint": simulator.url });
	return { ...stackVariables(stack, cli, simulator), PULUMI_OPTION_CONFIG_FILE: settings };
}

function pulumi(stage: Stage, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
	const { cli, say, interrupted, program = quickstart, output = "inherit" } = stage;
	const line = `pulumi ${args.join(" ")}`;
	say(`\n$ ${line}`);
	return new Promise((resolve, reject) => {
		const child = spawn(cli.command, args, { cwd: program, env, stdio: output });
		// A Ctrl-C reaches it by itself; a second one would make it drop what is under way.
		void interrupted.then((signal) => signal !== "SIGINT" && child.kill("SIGINT"));
		child.once("error", reject);
		child.once("close", (code, signal) => {
			if (code === 0) resolve();
			else reject(new Error(`"${line}" ended with ${signal ?? `exit code ${code}`}; what it said is above.`));
		});
	});
}

function goingOn(program: string, variables: Readonly<Record<string, string>>): string {
	return [
		"The account and the stack stay up until you press Ctrl-C here. To go on by hand, in another terminal:\n",
		byHand(program, variables, process.env),
		"",
		`Then change the campaign in ${join(program, "index.ts")}, its taskCps for example, and type:\n`,
		"  pulumi preview",
		"  pulumi up",
		"  pulumi stack output",
		"  pulumi destroy\n",
	].join("\n");
}

function whatNext(): string {
	return [
		"What to type next:",
		"  npm start -- --keep   the same, but account and stack stay up, to change the campaign with pulumi by hand",
		"  npm test              every test, on this same engine\n",
		"The program is examples/quickstart/index.ts; each npm start deploys it to an empty account.\n",
	].join("\n");
}
