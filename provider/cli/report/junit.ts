import { resourceLabel } from "../../definition/resource-label";
import { groupedBy } from "../grouped-by";
import type { ReportedFinding } from "./findings";
import { kindOf } from "./kind-of-finding";
import type { Place } from "./place";
import type { Report, ReportedResource } from "./report";

interface Case {
	readonly name: string;
	readonly place: Place;
	readonly findings: readonly ReportedFinding[];
}

/** The report as JUnit: a test case for each campaign and list, and one for the program. */
export function junit({ campaigns, lists, findings }: Report, program: Place): string {
	const byUrn = groupedBy(findings, ({ urn }) => urn);
	const caseOf = ({ urn, name, place = program }: ReportedResource): Case => ({
		name: resourceLabel(urn).replace(`"${name}"`, () => name),
		place,
		findings: byUrn.get(urn) ?? [],
	});
	const own = new Set([...campaigns, ...lists].map(({ urn }) => urn));
	const others = findings.filter(({ urn }) => urn === undefined || !own.has(urn));
	const suites: readonly [string, readonly Case[]][] = [
		["program", [{ name: "program", place: program, findings: others }]],
		["campaigns", campaigns.map(caseOf)],
		["lists", lists.map(caseOf)],
	];
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites name="pulumi-aiccs" ${countsOf(suites.flatMap(([, cases]) => cases))}>`,
		...suites.map(([name, cases]) => suite(name, cases)),
		"</testsuites>",
		"",
	].join("\n");
}

function suite(name: string, cases: readonly Case[]): string {
	const body = cases.map((one) => testCase(name, one));
	return [`\t<testsuite name="${name}" ${countsOf(cases)}>`, ...body, "\t</testsuite>"].join("\n");
}

function countsOf(cases: readonly Case[]): string {
	const failures = cases.filter(({ findings }) => findings.some(isError)).length;
	return `tests="${cases.length}" failures="${failures}" errors="0" skipped="0" time="0"`;
}

function testCase(suiteName: string, { name, place, findings }: Case): string {
	const errors = findings.filter(isError);
	const warnings = findings.filter((finding) => !isError(finding));
	const attributes = { name, classname: suiteName, file: place.file, line: String(place.line), time: "0" };
	return [
		`\t\t<testcase${attributesText(attributes)}>`,
		...(errors.length === 0 ? [] : [failure(errors, place)]),
		...(warnings.length === 0 ? [] : [`\t\t\t<system-out>${content(lines(warnings))}</system-out>`]),
		"\t\t</testcase>",
	].join("\n");
}

function failure(errors: readonly ReportedFinding[], place: Place): string {
	const [first] = errors;
	const message = errors.length === 1 ? (first?.text ?? "") : `${errors.length} errors`;
	const type = first === undefined ? "" : kindOf(first).id;
	const text = `${lines(errors)}\n${place.file}:${place.line}`;
	return `\t\t\t<failure${attributesText({ message, type })}>${content(text)}</failure>`;
}

function lines(findings: readonly ReportedFinding[]): string {
	return findings
		.map(({ severity, text, policy }) => `${severity}: ${text}${policy ? ` (${policy.name})` : ""}`)
		.join("\n");
}

function isError({ severity }: ReportedFinding): boolean {
	return severity === "error";
}

function attributesText(attributes: Readonly<Record<string, string>>): string {
	return Object.entries(attributes)
		.map(([name, value]) => ` ${name}="${content(value).replace(/["\n\t]/g, (sign) => `&#${sign.charCodeAt(0)};`)}"`)
		.join("");
}

/** What XML 1.0 cannot contain, in any form. It shows as its code, so that names which differ in it stay apart. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function codeOf(sign: string): string {
	return `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** Text for XML, whatever is in it. */
function content(text: string): string {
	return text.replace(impossible, codeOf).replace(/[&<>\r]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
