import { counted, withCommas } from "../../callees/counted";
import type { ReportedFinding } from "./findings";
import { gantt, mostOfGantt } from "./markdown-gantt";
import { code, prose } from "./markdown-text";
import { weekPicture } from "./markdown-week";
import {
	type CampaignInWords,
	type ChangeInWords,
	changeColumns,
	columns,
	effectWords,
	type ListInWords,
	type Overview,
	overviewOf,
	titles,
} from "./overview";
import type { Place } from "./place";
import type { Report } from "./report";

/** From so many campaigns on, tables and changes are folded, by what happens to the campaigns. */
const many = 20;

/**
 * Characters of each part: together less than the 65,536 that a comment on GitHub may have. What does not fit is counted.
 */
const room = { findings: 16_000, table: 24_000, changes: 14_000 };

/** The report as Markdown, for a pull request or the summary of a pipeline. */
export function markdown(report: Report): string {
	const { state, headline, people, tally, findings, campaigns, week, weekNotes } = overviewOf(report);
	const [first = "", ...others] = people;
	const blocks = [
		`## ${icons[state]} ${prose(headline)}`,
		`**${prose(first)}**${others.map((text) => ` ${prose(text)}`).join("")}`,
		tally.map((text) => prose(text)).join(" "),
		...findingsPart(findings),
		...campaignsPart(campaigns),
		...(week === undefined
			? []
			: [`### ${titles.week}`, weekNotes.map((text) => prose(text)).join(" "), fenced("text", weekPicture(week))]),
		...ganttPart(campaigns),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const icons: Readonly<Record<Overview["state"], string>> = { errors: "❌", warnings: "⚠️", ready: "✅" };

function findingsPart(findings: readonly ReportedFinding[]): string[] {
	if (findings.length === 0) return [];
	const lines = findings.map(({ severity, name, place, text }) => {
		const icon = severity === "error" ? icons.errors : icons.warnings;
		return `- ${icon} ${name === undefined ? "" : `${code(name)}${at(place)}: `}${prose(text)}`;
	});
	const { shown, more } = fitting(lines, room.findings);
	return [`### ${titles.findings}`, [...shown, ...(more === 0 ? [] : [`- … ${withCommas(more)} more`])].join("\n")];
}

function campaignsPart(campaigns: readonly CampaignInWords[]): string[] {
	if (campaigns.length === 0) return [];
	const table = { left: room.table };
	const changes = { left: room.changes };
	if (campaigns.length <= many) {
		const details = [...changesOf(campaigns, changes), ...propertiesPart(campaigns, changes)];
		return [
			`### ${titles.campaigns}`,
			campaignTable(campaigns, table),
			...(details.length === 0 ? [] : [`### ${titles.changes}`, ...details]),
		];
	}
	const groups = Object.entries(effectWords).flatMap(([effect, word]) => {
		const alike = campaigns.filter((one) => one.effect === effect);
		if (alike.length === 0) return [];
		const people = alike.reduce((sum, one) => sum + (one.people ?? 0), 0);
		const title = `${withCommas(alike.length)} ${word}${people === 0 ? "" : `, ${counted(people, "person", "people")} to import`}`;
		return [folded(title, [campaignTable(alike, table), ...changesOf(alike, changes)])];
	});
	return [`### ${titles.campaigns}`, ...groups];
}

function peopleCell({ people, lists }: CampaignInWords): string {
	if (people === undefined) return "not known";
	return lists.length === 0 ? "" : withCommas(people);
}

interface Room {
	left: number;
}

function campaignTable(campaigns: readonly CampaignInWords[], table: Room): string {
	const head = [
		columns.effect,
		columns.name,
		columns.taskName,
		columns.when,
		columns.callsAtATime,
		columns.people,
		columns.calls,
	];
	const rows = campaigns.map((one) =>
		row([
			effectWords[one.effect],
			code(one.name) + at(one.place),
			one.taskName === "" ? "" : prose(one.taskName, 100),
			prose([one.days, one.windows].filter((text) => text !== "").join(", "), 200),
			prose(one.callsAtATime),
			peopleCell(one),
			prose(one.calls),
		]),
	);
	const { shown, more } = fitting(rows, table.left);
	table.left -= lengthOf(shown);
	return [
		row(head),
		row(head.map(() => "---")),
		...shown,
		...(more === 0 ? [] : [row([`… ${withCommas(more)} more`])]),
	].join("\n");
}

/** The changes of each campaign and its lists, while there is room. */
function changesOf(campaigns: readonly CampaignInWords[], changes: Room): string[] {
	const blocks = campaigns.map(changesOfOne).filter((block) => block !== "");
	const { shown, more } = fitting(blocks, changes.left);
	changes.left -= lengthOf(shown);
	return [...shown, ...(more === 0 ? [] : [`… changes of ${counted(more, "more campaign")}`])];
}

function changesOfOne(campaign: CampaignInWords): string {
	const lists = campaign.lists.map(listBlock);
	const own = resourceBlock(campaign);
	if (own === "" && lists.length === 0) return "";
	return [`**${code(campaign.name)}** ${effectWords[campaign.effect]}`, own, ...lists]
		.filter((text) => text !== "")
		.join("\n\n");
}

/** All properties of new campaigns, folded. */
function propertiesPart(campaigns: readonly CampaignInWords[], changes: Room): string[] {
	const blocks = campaigns.flatMap(({ name, effect, changes: all }) => {
		if (effect !== "create") return [];
		const rows = all.map(({ title, property, to }) => `- ${prose(title)} ${code(property)}: ${prose(to, 300)}`);
		return [[`**${code(name)}**`, rows.join("\n")].join("\n\n")];
	});
	const { shown } = fitting(blocks, changes.left);
	return shown.length === 0 ? [] : [folded(titles.allProperties, shown)];
}

function listBlock(list: ListInWords): string {
	const title = `People ${code(list.name)}${at(list.place)} ${effectWords[list.effect]}${list.counts === "" ? "" : `: ${prose(list.counts)}`}`;
	return [title, resourceBlock(list)].filter((text) => text !== "").join("\n\n");
}

function resourceBlock({ effect, changes, remarks }: CampaignInWords | ListInWords): string {
	const shown = effect === "create" || effect === "destroy" ? [] : changes;
	const notes = [
		...shown.flatMap(({ title, drift }) => (drift === undefined ? [] : [`- ⚠️ ${prose(title)}: ${prose(drift)}`])),
		...remarks.map((text) => `- ${prose(text)}`),
	];
	return [shown.length === 0 ? "" : changeTable(shown), notes.join("\n")].filter((text) => text !== "").join("\n\n");
}

function changeTable(changes: readonly ChangeInWords[]): string {
	const head = Object.values(changeColumns);
	const rows = changes.map(({ title, property, from, to }) =>
		row([`${prose(title)} ${code(property)}`, from === undefined ? "" : prose(from, 300), `**${prose(to, 300)}**`]),
	);
	return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function ganttPart(campaigns: readonly CampaignInWords[]): string[] {
	const known = campaigns.filter(({ spans, effect }) => spans.length > 0 && effect !== "destroy");
	if (known.length === 0 || known.length > mostOfGantt) return [];
	return [folded(titles.gantt, [fenced("mermaid", gantt(known))])];
}

function at(place: Place | undefined): string {
	return place === undefined ? "" : ` (${code(`${place.file}:${place.line}`)})`;
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(" | ")} |`;
}

function fenced(language: string, lines: readonly string[]): string {
	return [`\`\`\`${language}`, ...lines, "```"].join("\n");
}

/** The blank lines make GitHub and GitLab read the content as Markdown. */
function folded(title: string, blocks: readonly string[]): string {
	return [`<details><summary>${title}</summary>`, ...blocks, "</details>"].join("\n\n");
}

/** The texts that fit into so many characters, and how many do not. */
function fitting(
	texts: readonly string[],
	characters: number,
): { readonly shown: readonly string[]; readonly more: number } {
	let length = 0;
	const shown = texts.filter((text) => {
		length += text.length + 2;
		return length <= characters;
	});
	return { shown, more: texts.length - shown.length };
}

function lengthOf(texts: readonly string[]): number {
	return texts.reduce((sum, text) => sum + text.length + 2, 0);
}
