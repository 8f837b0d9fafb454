import { withCommas } from "../../definition/counted";
import { groupedBy } from "../grouped-by";
import { gantt } from "./markdown-gantt";
import { code, finding, prose } from "./markdown-text";
import { weekPicture } from "./markdown-week";
import {
	type CampaignInWords,
	type ChangeInWords,
	changeColumns,
	columns,
	effectGroups,
	effectWords,
	type FindingInWords,
	isMany,
	type ListInWords,
	namesAtOnce,
	type Overview,
	overviewOf,
	peopleInCell,
	titles,
} from "./overview";
import type { Place } from "./place";
import type { Report } from "./report";
import type { Week } from "./week";

/**
 * Characters of each part: together less than the 65,536 that a comment on GitHub may have. What does not fit is
 * counted. If the campaigns are many, there is a longer table, and neither a chart nor a list of all properties.
 */
const room = { findings: 12_000, table: 18_000, longTable: 36_000, changes: 12_000, properties: 12_000 };

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
		...(week === undefined ? [] : weekPart(week, weekNotes)),
		...ganttPart(campaigns),
		...changesPart(campaigns),
	];
	return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

const icons: Readonly<Record<Overview["state"], string>> = { errors: "❌", warnings: "⚠️", ready: "✅" };

function findingsPart(findings: readonly FindingInWords[]): string[] {
	if (findings.length === 0) return [];
	const { shown, more } = fitting(findings.map(findingLine), room.findings);
	return [`### ${titles.findings}`, [...shown, ...(more === 0 ? [] : [`- ${cut(more)}`])].join("\n")];
}

function findingLine({ severity, resources, text }: FindingInWords): string {
	const about = namesOf(resources);
	return `- ${severity === "error" ? icons.errors : icons.warnings} ${about === "" ? "" : `${about}: `}${finding(text)}`;
}

/** The first names, and how many more. */
function namesOf(resources: readonly { readonly name: string; readonly place: Place | undefined }[]): string {
	const names = resources.slice(0, namesAtOnce).map(({ name, place }) => code(name) + at(place));
	const more = resources.length - names.length;
	return [...names, ...(more === 0 ? [] : [`${withCommas(more)} more`])].join(", ");
}

function campaignsPart(campaigns: readonly CampaignInWords[]): string[] {
	if (campaigns.length === 0) return [];
	const title = `### ${titles.campaigns}`;
	if (!isMany(campaigns)) return [title, campaignTable(campaigns, room.table)];
	return [title, ...foldedGroups(campaigns, room.longTable, (group, characters) => [campaignTable(group, characters)])];
}

/** What each group has, folded. The groups share the room: what a small one does not need, larger ones have. */
function foldedGroups(
	campaigns: readonly CampaignInWords[],
	characters: number,
	blocksOf: (group: readonly CampaignInWords[], characters: number) => readonly string[],
): string[] {
	const groups = effectGroups(campaigns);
	const blocks = new Map<string, readonly string[]>();
	let left = characters;
	for (const { title, group } of groups.toSorted((a, b) => a.group.length - b.group.length)) {
		const its = blocksOf(group, left / (groups.length - blocks.size));
		blocks.set(title, its);
		left -= lengthOf(its);
	}
	return groups.flatMap(({ title }) => {
		const its = blocks.get(title) ?? [];
		return its.length === 0 ? [] : [folded(title, its)];
	});
}

function weekPart(week: Week, notes: readonly string[]): string[] {
	return [`### ${titles.week}`, notes.map((text) => prose(text)).join(" "), fenced("text", weekPicture(week))];
}

function changesPart(campaigns: readonly CampaignInWords[]): string[] {
	const blocks = isMany(campaigns)
		? foldedGroups(campaigns, room.changes, commonChanges)
		: [...changesOf(campaigns), ...propertiesPart(campaigns)];
	return blocks.length === 0 ? [] : [`### ${titles.changes}`, ...blocks];
}

function campaignTable(campaigns: readonly CampaignInWords[], characters: number): string {
	const rows = campaigns.map((one) =>
		row([
			effectWords[one.effect],
			code(one.name) + at(one.place),
			one.taskName === "" ? "" : prose(one.taskName, 100),
			prose([one.days, one.windows].filter((text) => text !== "").join(", "), 200),
			prose(one.callsAtATime),
			peopleInCell(one),
			prose(one.calls),
		]),
	);
	const { shown, more } = fitting(rows, characters);
	return [...headOf(Object.values(columns)), ...shown, ...(more === 0 ? [] : [row(["", cut(more)])])].join("\n");
}

/** The changes of each campaign and its lists. */
function changesOf(campaigns: readonly CampaignInWords[]): string[] {
	const blocks = campaigns.map(changesOfOne).filter((block) => block !== "");
	const { shown, more } = fitting(blocks, room.changes);
	return [...shown, ...(more === 0 ? [] : [cut(more)])];
}

function changesOfOne(campaign: CampaignInWords): string {
	const blocks = [resourceBlock(campaign), ...campaign.lists.map(listBlock)].filter((text) => text !== "");
	if (blocks.length === 0) return "";
	return [`**${code(campaign.name)}** ${effectWords[campaign.effect]}`, ...blocks].join("\n\n");
}

/** The changes of many campaigns and their lists: the same one once, with the names of those that have it. */
function commonChanges(campaigns: readonly CampaignInWords[], characters: number): string[] {
	const lists = campaigns.flatMap((one) => one.lists);
	const blocks = [campaigns, lists].flatMap((resources: readonly (CampaignInWords | ListInWords)[]) =>
		[...groupedBy(resources, resourceBlock)]
			.filter(([block]) => block !== "")
			.map(([block, alike]) => `${namesOf(alike)}\n\n${block}`),
	);
	const { shown, more } = fitting(blocks, characters);
	return [...shown, ...(more === 0 ? [] : [cut(more)])];
}

/** All properties of new campaigns, folded. */
function propertiesPart(campaigns: readonly CampaignInWords[]): string[] {
	const blocks = campaigns.flatMap(({ name, effect, changes: all }) => {
		if (effect !== "create") return [];
		const rows = all.map(({ title, property, to }) => `- ${prose(title)} ${code(property)}: ${prose(to, 300)}`);
		return [[`**${code(name)}**`, rows.join("\n")].join("\n\n")];
	});
	const { shown, more } = fitting(blocks, room.properties);
	return blocks.length === 0 ? [] : [folded(titles.allProperties, [...shown, ...(more === 0 ? [] : [cut(more)])])];
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
	const rows = changes.map(({ title, property, from, to }) =>
		row([`${prose(title)} ${code(property)}`, from === undefined ? "" : prose(from, 300), `**${prose(to, 300)}**`]),
	);
	return [...headOf(Object.values(changeColumns)), ...rows].join("\n");
}

function headOf(words: readonly string[]): string[] {
	return [row(words), row(words.map(() => "---"))];
}

/** What is said in place of what does not fit. */
function cut(more: number): string {
	return `… ${withCommas(more)} more, which the page has (--format html)`;
}

function ganttPart(campaigns: readonly CampaignInWords[]): string[] {
	const lines = gantt(campaigns);
	return lines.length === 0 ? [] : [folded(titles.gantt, [fenced("mermaid", lines)])];
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
