import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";
import { statuses } from "../../run/task-status";
import type { Terminal } from "../terminal";
import type { exportAccount } from "./export-account";
import type { exportLeftBehind } from "./export-left-behind";

const Texts = z.array(z.string());
const Options = z.object({
	out: z.string(),
	language: z.enum(["typescript", "yaml"]),
	name: z.string().optional(),
	status: Texts.optional(),
	agent: Texts.optional(),
	createdSince: z.string().optional(),
	fill: Texts.default([]),
	split: z.number().optional(),
	splitBy: z.literal("agent").optional(),
	force: z.boolean().default(false),
	check: z.boolean().default(false),
	config: Texts.optional(),
	stack: z.string().optional(),
	account: z.string().optional(),
	cwd: z.string().optional(),
	leftBehind: z.string().optional(),
});

export function exportCommand(terminal: Terminal): Command {
	return new Command("export")
		.summary("write the tasks of the account as a program and an import file")
		.description(
			"Writes the tasks of the account as a Pulumi program, and a file with which `pulumi import` takes them into a stack. It sends queries only.",
		)
		.requiredOption("--out <folder>", "folder of the program")
		.addOption(
			new Option("--language <language>", "language of the program")
				.choices(["typescript", "yaml"])
				.default("typescript"),
		)
		.option("--name <pattern>", "only tasks with such a name: * is any text, ? one character")
		.addOption(new Option("--status <status...>", "only tasks in this state").choices(statuses))
		.option("--agent <id...>", "only tasks of this agent")
		.option("--created-since <date>", "only tasks created since then: a day in China, or RFC 3339 with an offset")
		.option("--fill <property=value...>", "value for all tasks of which the service shows none, or not for certain")
		.addOption(new Option("--split <n>", "so many tasks in each file").argParser(wholeNumber).conflicts("splitBy"))
		.addOption(new Option("--split-by <what>", "a file for each agent").choices(["agent"]))
		.option("--force", "overwrite files of a program")
		.option("--check", "import and preview the program in a scratch stack, which needs the Pulumi CLI")
		.option("--config <key=value...>", "configuration of the account, such as aiccs:region=cn-hangzhou")
		.option("--stack <name>", "take the configuration of this stack, which needs the Pulumi CLI")
		.option("--account <name>", "account of aiccs:accounts in that configuration (default: the account of the stack)")
		.option("--cwd <folder>", "folder of that stack's project (default: the current one)")
		.addOption(
			new Option(
				"--left-behind <preview.json>",
				"after a crashed run: only an import file, of the tasks that this output of pulumi preview --json creates and the account has",
			).conflicts(["split", "splitBy", "check", "account"]),
		)
		.addHelpText("after", help)
		.action(async (options: unknown) => {
			const { split: every, splitBy, leftBehind, ...rest } = Options.parse(options);
			if (leftBehind === undefined) {
				await load().exportAccount(terminal, { ...rest, split: { every, byAgent: splitBy === "agent" } });
			} else await loadLeftBehind().exportLeftBehind(terminal, { ...rest, leftBehind });
		});
}

/** Most commands read no account. */
function load(): { readonly exportAccount: typeof exportAccount } {
	return require("./export-account");
}

function loadLeftBehind(): { readonly exportLeftBehind: typeof exportLeftBehind } {
	return require("./export-left-behind");
}

function wholeNumber(text: string): number {
	if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
	throw new InvalidArgumentError("It must be a whole number above 0.");
}

const help = `
Credentials are found as for a program: --config, the stack's configuration (--stack), then the environment. A secret on
a command line shows in the shell's history, so prefer the stack or the environment.

Examples:
  pulumi-aiccs export --out campaigns --stack dev
  pulumi preview --json --stack dev > preview.json; pulumi-aiccs export --left-behind preview.json --out . --stack dev
  pulumi-aiccs export --out spring --name "spring-*" --status INIT RUNNING --created-since 2027-03-01 --check
`;
