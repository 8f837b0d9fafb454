import { spawn } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Simulator, startSimulator } from "../../simulator";
import type { PulumiCli } from "../setup/find-pulumi";
import { type HermeticStack, hermeticEnvironment, layOutStack, projectName, stackVariables } from "../setup/hermetic";
import { accountPicture } from "./account-picture";
import { byHand } from "./by-hand";

const quickstart = resolve(__dirname, "..", "..", "examples", "quickstart");
const commands = [["preview"], ["up", "--yes"], ["up", "--yes", "--expect-no-changes"]];

export interface Stage {
	readonly cli: PulumiCli;
	readonly keep: boolean;
	readonly say: (text: string) => void;
	/** Settles when the user has had enough. */
	readonly interrupted: Promise<NodeJS.Signals>;
}

/** The quickstart against an account that exists for as long as this takes. */
export async function runQuickstart(stage: Stage): Promise<void> {
	const { cli, keep, say, interrupted } = stage;
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-")));
	const simulator = await startSimulator({ seed: 1 });
	try {
		const variables = layOut(folder, cli, simulator);
		for (const args of commands) await pulumi(stage, args, hermeticEnvironment(variables));
		say(`\nThe simulated account now holds:\n\n${accountPicture(simulator.tasks())}\n`);
		say(keep ? goingOn(variables) : whatNext());
		if (keep) await interrupted;
	} finally {
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

function layOut(folder: string, cli: PulumiCli, simulator: Simulator): Record<string, string> {
	const settings = join(folder, "Pulumi.dev.yaml");
	const stack: HermeticStack = { folder, project: projectName(quickstart), stackName: "dev", settings };
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", "aiccs:endpoint": simulator.url });
	return { ...stackVariables(stack, cli, simulator), PULUMI_OPTION_CONFIG_FILE: settings };
}

function pulumi({ cli, say, interrupted }: Stage, args: string[], env: NodeJS.ProcessEnv): Promise<void> {
	const line = `pulumi ${args.join(" ")}`;
	say(`\n$ ${line}`);
	return new Promise((resolve, reject) => {
		const child = spawn(cli.command, args, { cwd: quickstart, env, stdio: "inherit" });
		// A Ctrl-C reaches it by itself; a second one would make it drop what is under way.
		void interrupted.then((signal) => signal !== "SIGINT" && child.kill("SIGINT"));
		child.once("error", reject);
		child.once("close", (code, signal) => {
			if (code === 0) resolve();
			else reject(new Error(`"${line}" ended with ${signal ?? `exit code ${code}`}; what it said is above.`));
		});
	});
}

function goingOn(variables: Readonly<Record<string, string>>): string {
	return [
		"The account and the stack stay up until you press Ctrl-C here. To go on by hand, in another terminal:\n",
		byHand(quickstart, variables, process.env),
		"",
		"  pulumi preview",
		"  pulumi up",
		"  pulumi stack output",
		"  pulumi destroy\n",
	].join("\n");
}

function whatNext(): string {
	return [
		"What to type next:",
		"  npm start -- --keep              the same, but account and stack stay up, to go on with pulumi by hand",
		"  $EDITOR examples/quickstart      change a campaign, and start again",
		"  npm test                         every test, on this same engine\n",
	].join("\n");
}
