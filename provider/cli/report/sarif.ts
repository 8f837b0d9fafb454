import { version } from "../../run/version";
import type { ReportedFinding } from "./findings";
import { type FindingKind, fingerprint, kindOf } from "./kind-of-finding";
import type { Place } from "./place";
import type { Report } from "./report";

/** The findings as SARIF 2.1.0, for code scanning. What has no place of its own is shown at the program's. */
export function sarif({ findings }: Report, program: Place): string {
	const kinds = new Map(findings.map(kindOf).map((kind) => [kind.id, kind]));
	const ids = [...kinds.keys()].sort();
	const log = {
		$schema: "https://json.schemastore.org/sarif-2.1.0.json",
		version: "2.1.0",
		runs: [
			{
				tool: { driver: { name: "pulumi-aiccs", version: version(), rules: ids.map((id) => ruleOf(kinds.get(id))) } },
				columnKind: "utf16CodeUnits",
				results: findings.map((finding) => {
					const { id } = kindOf(finding);
					return { ruleId: id, ruleIndex: ids.indexOf(id), ...resultOf(finding, program) };
				}),
			},
		],
	};
	return `${JSON.stringify(log, undefined, "\t")}\n`;
}

/** GitHub refuses a longer description of a rule. Its help may be longer. */
const longestDescription = 1024;

function ruleOf(kind: FindingKind | undefined): object | undefined {
	return (
		kind && {
			id: kind.id,
			shortDescription: { text: kind.title.slice(0, longestDescription) },
			fullDescription: { text: kind.description.replaceAll("`", "").slice(0, longestDescription) },
			help: { text: kind.description.replaceAll("`", ""), markdown: kind.description },
		}
	);
}

function resultOf(finding: ReportedFinding, program: Place): object {
	const { severity, text, name, urn, place = program } = finding;
	const logicalLocations = urn === undefined ? {} : { logicalLocations: [{ name, fullyQualifiedName: urn }] };
	return {
		level: severity,
		// A link in the text of a preview is not ours.
		message: { text: text.replaceAll("](", "] (") },
		locations: [
			{
				physicalLocation: {
					artifactLocation: { uri: uriOf(place.file), uriBaseId: "%SRCROOT%" },
					region: { startLine: place.line, startColumn: place.column },
				},
				...logicalLocations,
			},
		],
		partialFingerprints: { "finding/v1": fingerprint(finding) },
	};
}

function uriOf(file: string): string {
	const wellFormed = file.replace(/\p{Cs}/gu, "\ufffd");
	return wellFormed.split("/").map(encodeURIComponent).join("/");
}
