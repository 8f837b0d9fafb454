import type { ReportedFinding } from "../../../../provider/cli/report/findings";
import { placesIn } from "../../../../provider/cli/report/place";
import { previewIn } from "../../../../provider/cli/report/preview";
import {
	type Report,
	type ReportedCampaign,
	type ReportedList,
	reportOf,
} from "../../../../provider/cli/report/report";
import { largePreview } from "./large-preview";
import { previewText } from "./previews";

const placeOf = placesIn("/program");

/** The report of what the real CLI wrote. */
export function reportFrom(name: Parameters<typeof previewText>[0]): Report {
	return reportOf(previewIn(previewText(name)), placeOf);
}

/** The report of many campaigns, each with a list. */
export function largeReport(...size: Parameters<typeof largePreview>): Report {
	return reportOf(largePreview(...size), placeOf);
}

export const emptyReport: Report = { findings: [], campaigns: [], lists: [], others: 0, leftOut: 0 };

const resource = { place: { file: "index.ts", line: 3, column: 1 }, effect: "create", changes: [], notes: [] } as const;

/** A new campaign on Monday mornings. */
export function campaign(name: string, more: Partial<ReportedCampaign> = {}): ReportedCampaign {
	return {
		...resource,
		urn: `urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:AiCallTask::${name}`,
		name,
		taskName: `${name} in the account`,
		calendar: { callDay: ["MONDAY"], callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }] },
		taskCps: 5,
		...more,
	};
}

/** A new list of a hundred people for a campaign. */
export function list(name: string, more: Partial<ReportedList> = {}): ReportedList {
	return {
		...resource,
		urn: `urn:pulumi:dev::program::pulumi-nodejs:dynamic/aiccs:CalleeList::${name}-people`,
		name: `${name}-people`,
		campaign: campaign(name).urn,
		people: { ...noPeople, listed: 100, toImport: 100 },
		calls: { begin: at("2026-11-30 09:00"), end: at("2026-11-30 09:20") },
		...more,
	};
}

export const noPeople = {
	...{ listed: 0, toImport: 0, there: 0, toWithdraw: 0, tooLate: 0 },
	...{ leftOut: 0, suppressed: 0, duplicates: 0, others: 0 },
} as const;

/** A moment in China, in epoch milliseconds. */
export function at(clock: string): number {
	return Date.parse(`${clock.replace(" ", "T")}:00+08:00`);
}

/** Names that would break out of Markdown, HTML, Mermaid or the log of a build server, or notify people. */
export const nastyNames = [
	"a|b\\|c",
	"`code` ``` ~~~",
	"<script>alert(1)</script>",
	"</details></summary>",
	'"><img src=x onerror=alert(1)>',
	"first\n\n# second\r\n::error::third\u2028fourth",
	"::set-output name=x::y ##[add-mask]z ##vso[task.setvariable]",
	"@everyone @org/team user@example.org",
	"#123 GH-7 !9 %1 &2 ~bug org/repo#5",
	":tada: :+1: 春季回访 🎉",
	"[link](https://example.org) www.example.org ![image](x)",
	"**bold** _it_ ~~gone~~ $x^2$ \\",
	"&lt;b&gt; &amp; &#64;x",
	"- item",
	"1. first",
	"\u202Ereversed\u202C",
	"\u001B[31mred\u0007",
	"section: a; b %% c",
	"x".repeat(5000),
	"@#:".repeat(2000),
] as const;

export function error(text: string, more: Partial<ReportedFinding> = {}): ReportedFinding {
	const of = { urn: undefined, name: undefined, place: undefined, property: undefined };
	return { severity: "error", text, ...of, ...more };
}

/** A campaign, a task, a list, a file and a value of this name, and a message: a finding and notes. */
export function reportOfOne(name: string, message: string): Report {
	return joined([partsOf(name, message)]);
}

/** Every nasty name as a campaign, a task, a list, a file, a value and a message. */
export const nastyReport: Report = joined(nastyNames.map((name) => partsOf(name, `${name} as a message`)));

function joined(all: readonly Pick<Report, "campaigns" | "lists" | "findings">[]): Report {
	return {
		...emptyReport,
		campaigns: all.flatMap(({ campaigns }) => campaigns),
		lists: all.flatMap(({ lists }) => lists),
		findings: all.flatMap(({ findings }) => findings),
	};
}

function partsOf(name: string, message: string): Pick<Report, "campaigns" | "lists" | "findings"> {
	const place = { file: name, line: 1, column: 1 };
	const to = `${name}!`;
	const of = { property: "taskName", title: "name", effect: "updates the task" };
	const change = { ...of, from: name, to, isDrift: true, before: name };
	return {
		campaigns: [campaign(name, { taskName: name, place, effect: "change", changes: [change], notes: [message] })],
		lists: [list(name, { place, notes: [message] })],
		findings: [error(message, { name, place })],
	};
}
