import { Argument, Command, InvalidArgumentError, Option } from "commander";
import type { Terminal } from "../terminal";
import type { Format } from "./formats";
import type { ReportOptions } from "./write-report";

// Loaded late: other sub-commands do not need the model of the resources.
function formats(): Readonly<Record<string, Format>> {
	const { formats: all }: typeof import("./formats") = require("./formats");
	return all;
}

export function reportCommand(terminal: Terminal): Command {
	return new Command("report")
		.summary("turn the output of pulumi preview --json into a report")
		.description("Turns the output of `pulumi preview --json` into a report for people and for pipelines.")
		.addArgument(new Argument("[file]", "the preview; - is the standard input").default("-"))
		.addOption(
			new Option("-f, --format <names>", "one or several, with commas between them")
				.argParser(formatNames)
				.default(["markdown"], "markdown"),
		)
		.option("-o, --out <folder>", "write each format to a file in this folder, instead of one to the standard output")
		.option("--project <folder>", "the folder of the program, to which its lines are relative", ".")
		.option("--event-log <file>", "the event log of the same preview, for its policy violations")
		.addHelpText("after", formatHelp)
		.action((file: string, options: ReportOptions) => {
			const { writeReport }: typeof import("./write-report") = require("./write-report");
			return writeReport(terminal, file, options);
		});
}

function formatHelp(): string {
	const lines = Object.entries(formats()).map(
		([name, { file, description }]) => `  ${name.padEnd(13)} ${description} (${file ?? "printed"})`,
	);
	return `
Formats:
${lines.join("\n")}

With --out, one that has no file is printed.

Exit codes: 0 no errors, 1 the preview has errors, 2 the input is no preview, 3 a file cannot be written.
Neither secrets nor phone numbers are in a report.

The preview may be that of one piece, or the events of PULUMI_ENABLE_STREAMING_JSON_PREVIEW=1. Events have policy
violations, but no lines of the program. For both, write the event log beside the preview:
  PULUMI_DEBUG_COMMANDS=1 pulumi preview --json --event-log events.json > preview.json
  pulumi-aiccs report preview.json --event-log events.json
`;
}

function formatNames(text: string): string[] {
	const names = text.split(",").map((name) => name.trim());
	const known = Object.keys(formats());
	const wrong = names.find((name) => !known.includes(name));
	if (wrong === undefined) return [...new Set(names)];
	throw new InvalidArgumentError(`"${wrong}" is none of ${known.join(", ")}.`);
}
