import { markdown } from "./markdown";
import type { Report } from "./report";

export interface Format {
	/** Its name in a folder. */
	readonly file: string;
	/** For the help. */
	readonly description: string;
	write(report: Report): string;
}

/** The forms of a report, by their names on the command line. */
export const formats: Readonly<Record<string, Format>> = {
	markdown: { file: "report.md", description: "Markdown for a pull request or a step summary", write: markdown },
};
