import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../../../tools/setup/command";
import type { Account } from "./describe-programs";

/** The text of an Automation API program that runs commands on the stack of an inline program, given as an expression. */
export function automation(inline: string, projectName = "inline"): string {
	return `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { AiCallTask } = require("pulumi-aiccs");

const program = ${inline};

async function main() {
	const stack = await LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "${projectName}", program });
	await stack.setConfig("aiccs:endpoint", { value: process.env.AICCS_ENDPOINT });
	for (const { command, ...options } of process.argv.slice(2).map((argument) => JSON.parse(argument))) {
		const result = await stack[command]({ color: "never", onOutput: (text) => process.stdout.write(text), ...options });
		const changes = result.summary?.resourceChanges ?? result.changeSummary;
		console.log(JSON.stringify({ command, changes, outputs: result.outputs }));
	}
}

// What the CLI has said is repeated in its error.
main().catch(() => process.exitCode = 1);
`;
}

export interface AutomationCommand {
	readonly command: "preview" | "up" | "refresh" | "destroy";
	/** Options of the stack's method. */
	readonly [option: string]: unknown;
}

/** Runs automation.js of a program's folder in a process of its own, which stops at the first command that fails. */
export function runAutomation(
	{ program, simulator }: Account,
	...commands: readonly AutomationCommand[]
): Promise<CommandResult> {
	const { PULUMI_STACK, ...env } = program.env;
	// Pulumi leaves the folders of inline programs behind; here they go with the program.
	const TMPDIR = join(program.directory, "tmp");
	mkdirSync(TMPDIR, { recursive: true });
	const args = commands.map((command) => JSON.stringify(command));
	return runCommand(process.execPath, ["automation.js", ...args], {
		cwd: program.directory,
		env: { ...env, TMPDIR, AICCS_ENDPOINT: simulator.url },
	});
}
