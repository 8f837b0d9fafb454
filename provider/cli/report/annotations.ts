import type { ReportedFinding } from "./findings";
import type { Report } from "./report";

/** GitHub shows so many annotations of a kind for each step, and drops the others. */
const shownByGitHub = 10;

/** The findings as annotations of GitHub Actions. Each is a command on a line of its own. */
export function annotations({ findings }: Report): string {
	return (["error", "warning"] as const)
		.flatMap((severity) =>
			annotationsOf(
				severity,
				findings.filter((finding) => finding.severity === severity),
			),
		)
		.join("");
}

function annotationsOf(severity: ReportedFinding["severity"], findings: readonly ReportedFinding[]): string[] {
	if (findings.length <= shownByGitHub) return findings.map(annotation);
	const shown = findings.slice(0, shownByGitHub - 1);
	const more = `${findings.length - shown.length} more ${severity}s are in the report.`;
	return [...shown.map(annotation), command(severity, {}, more)];
}

function annotation({ severity, text, name, place, policy }: ReportedFinding): string {
	const at = place && { file: place.file, line: String(place.line), col: String(place.column) };
	const title = [name, policy?.name].filter((part) => part !== undefined).join(": ");
	return command(severity, { ...at, ...(title === "" ? {} : { title }) }, text);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
	const texts = Object.entries(properties).map(([key, value]) => `${key}=${escapedProperty(value)}`);
	return `::${[name, texts.join(",")].join(" ").trim()}::${escaped(message)}\n`;
}

function escaped(text: string): string {
	return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
	return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
