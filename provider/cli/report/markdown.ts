import type { Report } from "./report";

/** The report as Markdown, for a pull request or the summary of a pipeline. */
export function markdown(report: Report): string {
	const errors = report.findings.filter(({ severity }) => severity === "error").length;
	const lines = [
		`## AI call campaigns: ${errors === 0 ? "no errors" : `${errors} ${errors === 1 ? "error" : "errors"}`}`,
		"",
		...report.findings.map(
			({ severity, name, place, text }) =>
				`- ${severity === "error" ? "❌" : "⚠️"} ${name === undefined ? "" : `**${name}** `}${place === undefined ? "" : `(${place.file}:${place.line}) `}${text}`,
		),
		"",
		...report.campaigns
			.filter(({ effect }) => effect !== "none")
			.map(({ name, effect, taskName }) => `- ${effect} ${name} (${taskName})`),
	];
	return `${lines.join("\n")}\n`;
}
