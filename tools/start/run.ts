import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import type { Simulator } from "../../simulator";
import type { PulumiCli } from "../pulumi/find-pulumi";
import {
	type HermeticStack,
	hermeticEnvironment,
	layOutStack,
	projectName,
	stackVariables,
} from "../pulumi/hermetic-stack";
import { byHand } from "./by-hand";
import { changeProgram } from "./change-program";
import { everyoneIsCalled, halfIsCalled, openAccount } from "./simulated-account";

const repository = resolve(__dirname, "..", "..");
const quickstart = join(repository, "examples", "quickstart");

export interface QuickstartOptions {
	readonly cli: PulumiCli;
	readonly keep: boolean;
	readonly say: (text: string) => void;
	/** Settles when a signal interrupts the command. */
	readonly interrupted: Promise<NodeJS.Signals>;
	/** Where Pulumi's output goes; the terminal unless given. */
	readonly output?: "inherit" | "ignore";
}

/** Runs a copy of the quickstart against a simulated account. Both are removed at the end. */
export async function runQuickstart(options: QuickstartOptions): Promise<void> {
	const { cli, keep, say, interrupted } = options;
	const folder = realpathSync(mkdtempSync(join(tmpdir(), "pulumi-aiccs-")));
	const program = join(folder, "quickstart");
	const account = await openAccount();
	const { simulator } = account;
	try {
		copyProgram(program);
		const variables = layOut(program, folder, cli, simulator);
		const pulumi = runPulumi(options, program, hermeticEnvironment(variables));
		await pulumi("preview");
		await pulumi("up", "--yes", "--skip-preview");
		say(`\nNow the clock of the simulated account is moved on ${account.moveUntil(halfIsCalled)}\n`);
		say(
			`While it calls, the campaign is changed (the forecast below is by the real clock):\n\n${changeProgram(program, account.someone())}`,
		);
		await pulumi("preview");
		await pulumi("up", "--yes", "--skip-preview");
		say(`\nThe clock is moved on ${account.moveUntil(everyoneIsCalled)}\n\n${account.summary()}\n`);
		say(keep ? continueByHand(program, variables) : nextSteps());
		if (keep) await interrupted;
	} finally {
		await simulator.stop();
		rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
	}
}

/** A copy can be changed, and continued by hand. */
function copyProgram(target: string): void {
	const isWanted = (path: string) => basename(path) !== "node_modules" && !/^Pulumi\..+\.yaml$/.test(basename(path));
	cpSync(quickstart, target, { recursive: true, filter: isWanted });
	symlinkSync(join(repository, "node_modules"), join(target, "node_modules"), "junction");
}

function layOut(program: string, folder: string, cli: PulumiCli, simulator: Simulator): Record<string, string> {
	const settings = join(folder, "Pulumi.dev.yaml");
	const stack: HermeticStack = { folder, project: projectName(program), stackName: "dev", settings };
	// The simulator shows a number at once.
	layOutStack(stack, { "aiccs:region": "cn-hangzhou", "aiccs:endpoint": simulator.url, "aiccs:listLagSeconds": "0" });
	return { ...stackVariables(stack, cli, simulator), PULUMI_OPTION_CONFIG_FILE: settings };
}

/** Runs Pulumi's commands in the folder of a program. */
function runPulumi(options: QuickstartOptions, program: string, env: NodeJS.ProcessEnv) {
	const { cli, say, interrupted, output = "inherit" } = options;
	return (...args: readonly string[]): Promise<void> => {
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
	};
}

function continueByHand(program: string, variables: Readonly<Record<string, string>>): string {
	return [
		"The account and the stack remain until you press Ctrl-C here. To continue by hand, run in another terminal:\n",
		byHand(program, variables, process.env),
		"",
		`Then change the campaign in ${join(program, "index.ts")}, or its people in customers.csv, and run:\n`,
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
		"The program is examples/quickstart/index.ts; each npm start deploys a copy of it to an empty account.\n",
	].join("\n");
}
