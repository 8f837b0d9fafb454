import { createHash } from "node:crypto";
import { withCommas } from "../../definition/counted";
import { html, Markup } from "./html-markup";
import { style } from "./html-style";
import { weekFigure, windowStrip } from "./html-week";
import {
	type CampaignInWords,
	changeColumns,
	columns,
	effectGroups,
	effectWords,
	type FindingInWords,
	isMany,
	type ListInWords,
	namesAtOnce,
	overviewOf,
	peopleInCell,
	titles,
} from "./overview";
import type { Place } from "./place";
import type { Effect, Report } from "./report";

/** The report as one page that loads nothing and runs no script. */
export function htmlPage(report: Report): string {
	const { state, headline, people, tally, findings, campaigns, week, weekNotes } = overviewOf(report);
	const [lead = "", ...others] = people;
	const sections = [
		{ id: "findings", title: titles.findings, content: findings.length === 0 ? undefined : findingList(findings) },
		{ id: "campaigns", title: titles.campaigns, content: campaigns.length === 0 ? undefined : tables(campaigns) },
		{
			id: "week",
			title: titles.week,
			content: week && html`${weekNotes.map((text) => html`<p>${text}</p>`)}${weekFigure(week, weekNotes)}`,
		},
		{ id: "changes", title: titles.changes, content: campaigns.some(hasDetails) ? cards(campaigns) : undefined },
	].filter(({ content }) => content !== undefined);
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash()}'">
<title>${headline}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<header class="${state}">
<h1>${headline}</h1>
<p class="lead">${sentence(lead)}</p>
${others.map((text) => html`<p>${text}</p>\n`)}
<p class="muted">${tally.join(" ")}</p>
<nav aria-label="Sections">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a> `)}</nav>
</header>
${sections.map(({ id, title, content }) => html`<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${title}</h2>\n${content}\n</section>\n`)}
</main>
</body>
</html>
`.text;
}

function styleHash(): string {
	return createHash("sha256").update(style).digest("base64");
}

function findingList(findings: readonly FindingInWords[]): Markup {
	return html`<ul class="findings">\n${findings.map(finding)}</ul>`;
}

function finding({ severity, resources, text }: FindingInWords): Markup {
	const names = resources.map(({ name, place }) => html`<span><span class="name">${name}</span> ${at(place)}</span>`);
	const more = names.slice(namesAtOnce);
	const others = html`<details class="plain"><summary>${withCommas(more.length)} more</summary><div class="about">${more}</div></details>`;
	return html`<li class="${severity}"><div class="about"><span class="severity">${severity}</span>${names.slice(0, namesAtOnce)}</div>
<p>${text}</p>${more.length === 0 ? undefined : others}</li>\n`;
}

/** The text with its dates unbroken. */
function sentence(text: string): Markup {
	const parts = text.split(/(\d{4}-\d\d-\d\d \d\d:\d\d)/);
	return html`${parts.map((part, index) => (index % 2 === 0 ? part : html`<span class="whole">${part}</span>`))}`;
}

/** The campaigns, each with a link to its changes. */
function tables(campaigns: readonly CampaignInWords[]): Markup {
	const head = Object.values(columns).map((word) => html`<th scope="col">${word}</th>`);
	return inGroups(campaigns, isMany(campaigns), (group) => {
		return html`<table class="campaigns"><thead><tr>${head}</tr></thead>\n<tbody>${group.map(campaignRow)}</tbody></table>`;
	});
}

/** What changes of each campaign. */
function cards(campaigns: readonly CampaignInWords[]): Markup {
	const areMany = isMany(campaigns);
	return inGroups(campaigns.filter(hasDetails), areMany, (group) => {
		return html`${group.map((one) => card(one, !areMany && one.effect !== "create"))}`;
	});
}

/** The campaigns together or, if they are many, folded by what happens to them. */
function inGroups(
	campaigns: readonly CampaignInWords[],
	areMany: boolean,
	content: (group: readonly CampaignInWords[]) => Markup,
): Markup {
	if (!areMany) return content(campaigns);
	return html`${effectGroups(campaigns).map(
		({ title, group }) =>
			html`<details><summary>${title}</summary><div class="inside">${content(group)}</div></details>\n`,
	)}`;
}

function campaignRow(campaign: CampaignInWords): Markup {
	const { id, name, effect, place, taskName, days, windows, spans, callsAtATime, calls } = campaign;
	const shown = hasDetails(campaign)
		? html`<a class="name" href="#${id}">${name}</a>`
		: html`<span class="name">${name}</span>`;
	const when = [days, ...windows.split(", ")].filter((text) => text !== "");
	return html`<tr><td>${badge(effect)}</td><td>${shown} ${at(place)}</td>${cell(columns.taskName, taskName)}
<td>${when.map((text) => html`<span class="whole">${text}</span> `)}${windowStrip(spans)}</td>
${cell(columns.callsAtATime, callsAtATime)}${cell(columns.people, peopleInCell(campaign))}${cell(columns.calls, calls)}</tr>\n`;
}

function cell(label: string, text: string): Markup {
	return html`<td class="number" data-label="${label}">${text === "" ? undefined : sentence(text)}</td>`;
}

/** What changes of one campaign and its lists. */
function card(campaign: CampaignInWords, isOpen: boolean): Markup {
	const { id, name, effect, place, people = 0, lists } = campaign;
	const imported = people === 0 ? "" : `${withCommas(people)} to import`;
	const title = html`${badge(effect)}<span class="name">${name}</span>${at(place)}<span class="muted">${imported}</span>`;
	return html`<details${isOpen ? " open" : ""}><summary>${title}</summary>
<div class="inside" id="${id}">${resource(campaign)}${lists.map(listPart)}</div></details>\n`;
}

function hasDetails({ changes, remarks, lists }: CampaignInWords): boolean {
	return changes.length + remarks.length + lists.length > 0;
}

function listPart(list: ListInWords): Markup {
	return html`<div class="list"><div class="about">${badge(list.effect)}<span>People</span><span class="name">${list.name}</span>${at(list.place)}</div>${list.counts === "" ? undefined : html`<p>${list.counts}</p>`}${resource(list)}</div>`;
}

function resource({ effect, changes, remarks }: CampaignInWords | ListInWords): Markup {
	const shown = effect === "destroy" ? [] : changes;
	const isNew = shown.every(({ from }) => from === undefined);
	const rows = shown.map(
		({ title, property, from, to }) =>
			html`<tr><th scope="row">${title} <code class="muted">${property}</code></th>${isNew ? undefined : html`<td data-label="${changeColumns.from}">${from}</td>`}<td class="to"${isNew ? undefined : html` data-label="${changeColumns.to}"`}>${to}</td></tr>\n`,
	);
	const notes = [
		...shown.flatMap(({ title, drift }) =>
			drift === undefined ? [] : [html`<li class="drift">${title}: ${drift}</li>`],
		),
		...remarks.map((text) => html`<li>${text}</li>`),
	];
	const head = html`<thead><tr>${Object.values(changeColumns).map((word) => html`<th scope="col">${word}</th>`)}</tr></thead>`;
	return html`${rows.length === 0 ? undefined : html`<table class="changes">${isNew ? undefined : head}<tbody>${rows}</tbody></table>`}${notes.length === 0 ? undefined : html`<ul class="remarks">${notes}</ul>`}`;
}

function badge(effect: Effect): Markup {
	return html`<span class="badge ${effect}">${effectWords[effect]}</span>`;
}

function at(place: Place | undefined): Markup | undefined {
	return place && html`<span class="place">${place.file}:${place.line}</span>`;
}
