import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type CommandResult, runCommand } from "../../../tools/setup/command";
import type { Account } from "./describe-programs";

/** The text of an Automation API program that runs a command on the stack of an inline program, given as an expression. */
export function automation(inline: string, projectName = "inline"): string {
	return `
const pulumi = require("@pulumi/pulumi");
const { LocalWorkspace } = require("@pulumi/pulumi/automation");
const { AiCallTask } = require("pulumi-aiccs");

const [command, options = "{}"] = process.argv.slice(2);
const program = ${inline};

async function main() {
	const stack = await LocalWorkspace.createOrSelectStack({ stackName: "dev", projectName: "${projectName}", program });
	await stack.setConfig("aiccs:endpoint", { value: process.env.AICCS_ENDPOINT });
	const result = await stack[command]({ color: "never", onOutput: (text) => process.stdout.write(text), ...JSON.parse(options) });
	console.log(JSON.stringify({ outputs: result.outputs, changes: result.summary?.resourceChanges ?? result.changeSummary }));
}

// What the CLI has said is repeated in its error.
main().catch(() => process.exitCode = 1);
`;
}

/** Runs automation.js of a program's folder in a process of its own. */
export function runAutomation(
	{ program, simulator }: Account,
	command: "preview" | "up" | "refresh" | "destroy",
	options: Readonly<Record<string, unknown>> = {},
): Promise<CommandResult> {
	const { PULUMI_STACK, ...env } = program.env;
	// Pulumi leaves the folders of inline programs behind; here they go with the program.
	const TMPDIR = join(program.directory, "tmp");
	mkdirSync(TMPDIR, { recursive: true });
	return runCommand(process.execPath, ["automation.js", command, JSON.stringify(options)], {
		cwd: program.directory,
		env: { ...env, TMPDIR, AICCS_ENDPOINT: simulator.url },
	});
}
