import { fingerprint, kindOf } from "./kind-of-finding";
import type { Place } from "./place";
import type { Report } from "./report";

/** What a finding does to an update, in GitLab's words. */
const severities = { error: "blocker", warning: "minor" } as const;

/** The findings as GitLab's code quality report. What has no place of its own is shown at the program's. */
export function codeQuality({ findings }: Report, program: Place): string {
	const issues = findings.map((finding) => {
		const { severity, text, name, place = program } = finding;
		return {
			description: name === undefined ? text : `${name}: ${text}`,
			check_name: kindOf(finding).id,
			fingerprint: fingerprint(finding),
			severity: severities[severity],
			location: { path: place.file, lines: { begin: place.line } },
		};
	});
	return `${JSON.stringify(issues, undefined, "\t")}\n`;
}
