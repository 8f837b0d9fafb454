import { readFileSync } from "node:fs";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { exitCode } from "../exit-code";
import { InputError } from "../input-error";
import type { Terminal } from "../terminal";
import { writeFiles } from "../write-files";
import { formats } from "./formats";
import { placesIn } from "./place";
import { previewIn } from "./preview";
import { reportOf } from "./report";

interface Options {
	readonly format: readonly string[];
	readonly out?: string;
	readonly project: string;
}

const formatHelp = `
Formats:
${Object.entries(formats)
	.map(([name, { file, description }]) => `  ${name.padEnd(13)} ${description} (${file})`)
	.join("\n")}

Exit codes: 0 no errors, 1 the preview has errors, 2 the input is no preview, 3 a file cannot be written.
Neither secrets nor phone numbers are in a report.
`;

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
		.addHelpText("after", formatHelp)
		.action((file: string, options: Options) => writeReport(terminal, file, options));
}

function formatNames(text: string): string[] {
	const names = text.split(",").map((name) => name.trim());
	const wrong = names.find((name) => !(name in formats));
	if (wrong === undefined) return names;
	throw new InvalidArgumentError(`"${wrong}" is none of ${Object.keys(formats).join(", ")}.`);
}

function writeReport(terminal: Terminal, file: string, { format, out, project }: Options): void {
	if (format.length > 1 && out === undefined) {
		throw new InputError("Several formats need a folder: add --out <folder>.");
	}
	const report = reportOf(previewIn(read(terminal, file)), placesIn(project));
	const texts = format.map((name) => ({ file: formats[name]?.file ?? name, text: formats[name]?.write(report) ?? "" }));
	if (out === undefined) terminal.write(texts.map(({ text }) => text).join(""));
	else writeFiles(out, new Map(texts.map((one) => [one.file, one.text])));
	const hasErrors = report.findings.some(({ severity }) => severity === "error");
	terminal.exitCode = hasErrors ? exitCode.found : exitCode.done;
}

function read(terminal: Terminal, file: string): string {
	if (file === "-") return terminal.input();
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}
