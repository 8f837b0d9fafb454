import { annotations } from "./annotations";
import { codeQuality } from "./code-quality";
import { htmlPage } from "./html";
import { junit } from "./junit";
import { markdown } from "./markdown";
import type { Place } from "./place";
import type { Report } from "./report";
import { sarif } from "./sarif";

export interface Format {
	/** Its name in a folder; `undefined` if a pipeline reads it from the standard output, whatever else is written. */
	readonly file: string | undefined;
	/** For the help. */
	readonly description: string;
	/** `program` is the place of what has no place of its own. */
	write(report: Report, program: Place): string;
}

/** The forms of a report, by their names on the command line. */
export const formats: Readonly<Record<string, Format>> = {
	markdown: { file: "report.md", description: "Markdown for a pull request or a step summary", write: markdown },
	html: { file: "report.html", description: "one page for those who approve, with the week drawn", write: htmlPage },
	sarif: { file: "findings.sarif", description: "SARIF 2.1.0 for code scanning", write: sarif },
	gitlab: { file: "gl-code-quality.json", description: "code quality report of GitLab", write: codeQuality },
	junit: { file: "junit.xml", description: "a test case for each campaign and list", write: junit },
	github: { file: undefined, description: "annotations of GitHub Actions", write: annotations },
};
