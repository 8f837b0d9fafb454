import { readFileSync, statSync } from "node:fs";
import { exitCode } from "../exit-code";
import { InputError, reasonOf } from "../input-error";
import type { Terminal } from "../terminal";
import { textIn } from "../text-in";
import { writeFiles } from "../write-files";
import { type Format, formats } from "./formats";
import { placeOfProgram, placesIn } from "./place";
import { type Preview, previewIn, violationsIn } from "./preview";
import { reportOf } from "./report";

export interface ReportOptions {
	readonly format: readonly string[];
	readonly out?: string;
	readonly project: string;
	readonly eventLog?: string;
}

export async function writeReport(terminal: Terminal, file: string, options: ReportOptions): Promise<void> {
	const { out, project } = options;
	const chosen = options.format.flatMap((name) => formats[name] ?? []);
	if (chosen.length > 1 && out === undefined) {
		throw new InputError("Several formats need a folder: add --out <folder>.");
	}
	if (!statSync(project, { throwIfNoEntry: false })?.isDirectory()) {
		throw new InputError(`--project ${project} is no folder. Name the folder with Pulumi.yaml.`);
	}
	const report = reportOf(await previewOf(terminal, file, options), placesIn(project));
	const texts = chosen.map((format) => ({ format, text: format.write(report, placeOfProgram(project)) }));
	const printed = ({ format }: { readonly format: Format }) => out === undefined || format.file === undefined;
	if (out !== undefined) {
		writeFiles(out, new Map(texts.flatMap(({ format, text }) => (format.file ? [[format.file, text]] : []))));
	}
	terminal.write(
		texts
			.filter(printed)
			.map(({ text }) => text)
			.join(""),
	);
	const hasErrors = report.findings.some(({ severity }) => severity === "error");
	terminal.exitCode = hasErrors ? exitCode.found : exitCode.done;
}

async function previewOf(terminal: Terminal, file: string, { eventLog }: ReportOptions): Promise<Preview> {
	const preview = previewIn(file === "-" ? textIn(await terminal.input()) : contentOf(file));
	if (eventLog === undefined) return preview;
	return { ...preview, violations: violationsIn(contentOf(eventLog)) };
}

function contentOf(file: string): string {
	try {
		return textIn(readFileSync(file));
	} catch (error) {
		throw new InputError(`${file} cannot be read: ${reasonOf(error)}`);
	}
}
