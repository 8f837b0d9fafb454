import { callSeconds } from "../../callees/forecast";
import { type PeopleCounts, peopleText } from "../../callees/people-counts";
import { callableSpans } from "../../definition/call-calendar";
import type { Span } from "../../definition/call-window";
import { counted, withCommas } from "../../definition/counted";
import { orList } from "../../definition/field";
import { urnParts } from "../../definition/resource-label";
import { localOf, timeOfDay, type Weekday, wallClock } from "../../definition/shanghai-time";
import { groupedBy } from "../grouped-by";
import type { PropertyChange } from "./changes";
import type { ReportedFinding } from "./findings";
import type { Place } from "./place";
import type { Effect, Report, ReportedCampaign, ReportedList } from "./report";
import { daysInWords, windowsInWords } from "./value-in-words";
import { type Week, weekOf } from "./week";

/** A report in the words that its forms for people share. No text is escaped yet. */
export interface Overview {
	readonly state: "errors" | "warnings" | "ready";
	readonly headline: string;
	/** Who is called, from when until about when: sentences. */
	readonly people: readonly string[];
	/** What happens to how many campaigns and lists, and what is not in the report: sentences. */
	readonly tally: readonly string[];
	/** Errors first. */
	readonly findings: readonly FindingInWords[];
	/** Those to which something happens, or whose lists change. */
	readonly campaigns: readonly CampaignInWords[];
	/** Calls at a time after the update; `undefined` if there are none. */
	readonly week: Week | undefined;
	/** How to read the week: sentences. */
	readonly weekNotes: readonly string[];
}

/** The resources of which a preview says the same. */
export interface FindingInWords {
	readonly severity: ReportedFinding["severity"];
	readonly text: string;
	/** Empty if it is about the program. */
	readonly resources: readonly { readonly name: string; readonly place: Place | undefined }[];
}

interface ResourceInWords {
	readonly name: string;
	readonly place: Place | undefined;
	readonly effect: Effect;
	readonly changes: readonly ChangeInWords[];
	/** What the changes do, and what the preview says: sentences. */
	readonly remarks: readonly string[];
}

export interface CampaignInWords extends ResourceInWords {
	/** Unique in the report. */
	readonly id: string;
	/** Its name in the account; empty if it is not known. */
	readonly taskName: string;
	readonly days: string;
	readonly windows: string;
	/** When it may call; empty if it is not known. */
	readonly callDay: readonly Weekday[];
	readonly spans: readonly Span[];
	readonly callsAtATime: string;
	/** How many people are imported; `undefined` if that is not known. */
	readonly people: number | undefined;
	/** When they are called; empty if no one is. */
	readonly calls: string;
	readonly lists: readonly ListInWords[];
}

export interface ListInWords extends ResourceInWords {
	readonly counts: string;
}

export interface ChangeInWords {
	readonly property: string;
	readonly title: string;
	/** `undefined` for a new resource. */
	readonly from: string | undefined;
	readonly to: string;
	/** What someone changed outside of the program, and what the update does about it. */
	readonly drift: string | undefined;
}

export const titles = {
	findings: "Errors and warnings",
	campaigns: "Campaigns",
	changes: "What changes",
	week: "Calls at a time",
	gantt: "Call windows as a chart",
	allProperties: "All properties of what is created",
} as const;

/** Of resources of which the same is said, so many names are shown at once. */
export const namesAtOnce = 8;

/** With more campaigns than this, tables and changes are folded, by what happens to the campaigns. */
export function isMany(campaigns: readonly CampaignInWords[]): boolean {
	return campaigns.length > 20;
}

/** The campaigns by what happens to them, with the words above each group. */
export function effectGroups(
	campaigns: readonly CampaignInWords[],
): { readonly title: string; readonly group: readonly CampaignInWords[] }[] {
	const groups = groupedBy(campaigns, ({ effect }) => effect);
	return effects.flatMap((effect) => {
		const group = groups.get(effect);
		if (group === undefined) return [];
		const people = group.reduce((sum, one) => sum + (one.people ?? 0), 0);
		const imported = people === 0 ? "" : `, ${counted(people, "person", "people")} to import`;
		return [{ title: `${withCommas(group.length)} ${effectWords[effect]}${imported}`, group }];
	});
}

/** How many people are imported, in a table. */
export function peopleInCell({ people, lists }: CampaignInWords): string {
	if (people === undefined) return "not known";
	return lists.length === 0 ? "" : withCommas(people);
}

/** The words of the table of campaigns. */
export const columns = {
	effect: "",
	name: "campaign",
	taskName: "name in the account",
	when: "days and windows (China)",
	callsAtATime: "calls at a time",
	people: "people to import",
	calls: "calls (China)",
} as const;

/** The words of the table of changes. */
export const changeColumns = { property: "property", from: "now", to: "after the update" } as const;

export const effectWords: Readonly<Record<Effect, string>> = {
	create: "created",
	adopt: "adopted",
	change: "changed",
	replace: "replaced",
	destroy: "destroyed",
	none: "unchanged",
};

const effects: readonly Effect[] = ["create", "adopt", "change", "replace", "destroy", "none"];

const notKnownYet = "known after the update";

export function overviewOf(report: Report): Overview {
	const campaigns = campaignsInWords(report);
	const { week, weekNotes } = weekInWords(report);
	const errors = report.findings.filter(({ severity }) => severity === "error").length;
	const warnings = report.findings.length - errors;
	return {
		state: errors > 0 ? "errors" : warnings > 0 ? "warnings" : "ready",
		headline: `AI call campaigns: ${verdict(report, errors, warnings)}`,
		people: [...(errors > 0 ? ["Nothing is sent before the errors are fixed."] : []), ...peopleInWords(report.lists)],
		tally: tallyInWords(report),
		findings: findingsInWords(report.findings),
		campaigns,
		week,
		weekNotes,
	};
}

function verdict({ campaigns, lists, others, findings }: Report, errors: number, warnings: number): string {
	const found = [
		...(errors > 0 ? [counted(errors, "error")] : []),
		...(warnings > 0 ? [counted(warnings, "warning")] : []),
	].join(", ");
	if (errors > 0) return found;
	const isChanged = others > 0 || [...campaigns, ...lists].some(({ effect }) => effect !== "none");
	const verdict = isChanged ? "no errors" : "no changes";
	return findings.length === 0 ? verdict : `${verdict}, ${found}`;
}

function findingsInWords(findings: readonly ReportedFinding[]): FindingInWords[] {
	const inWords = findings.map((one) => ({
		...one,
		text: one.policy ? `${one.text} (policy ${one.policy.name})` : one.text,
	}));
	const alike = groupedBy(inWords, ({ severity, text }) => `${severity} ${text}`);
	return [...alike.values()].flatMap((some) => {
		const [first] = some;
		if (first === undefined) return [];
		const resources = some.flatMap(({ name, place }) => (name === undefined ? [] : [{ name, place }]));
		return [{ severity: first.severity, text: first.text, resources }];
	});
}

/** A moment on the service's clock, to the minute. */
function momentInWords(epochMilliseconds: number): string {
	const { day } = wallClock(epochMilliseconds);
	return `${daysInWords([day])} ${localOf(epochMilliseconds).slice(0, 16)}`;
}

/** A moment in few words: on the day of another one, its time is enough. */
function momentAfter(begin: number | undefined, end: number): string {
	const isSameDay = begin !== undefined && wallClock(begin).midnight === wallClock(end).midnight;
	return isSameDay ? localOf(end).slice(11, 16) : momentInWords(end);
}

interface CallTimes {
	readonly begin: number | undefined;
	readonly end: number | undefined;
	/** Lists whose calls end at a time that is not known. */
	readonly endless: number;
}

/** The earliest begin and the latest end. */
function callTimesOf(lists: readonly ReportedList[]): CallTimes | undefined {
	const known = lists.flatMap(({ calls }) => calls ?? []);
	if (known.length === 0) return undefined;
	const ends = known.flatMap(({ end }) => end ?? []);
	return {
		begin: known.some(({ begin }) => begin === undefined)
			? undefined
			: known.reduce((first, { begin = first }) => Math.min(first, begin), Number.POSITIVE_INFINITY),
		end: ends.length === 0 ? undefined : ends.reduce((last, end) => Math.max(last, end), 0),
		endless: lists.length - ends.length,
	};
}

function callTimesInWords({ begin, end, endless }: CallTimes, zone = ""): string {
	const from = begin === undefined ? "as soon as they are imported," : `from ${momentInWords(begin)}`;
	if (end === undefined) return `${from}${begin === undefined ? "" : zone} until a time that is not known`;
	const others = endless === 0 ? "" : ` (for ${counted(endless, "list")} the end is not known)`;
	return `${from} until about ${momentAfter(begin, end)}${zone}${others}`;
}

function peopleInWords(lists: readonly ReportedList[]): string[] {
	const sum = (name: keyof PeopleCounts) => lists.reduce((all, { people }) => all + (people?.[name] ?? 0), 0);
	const importing = lists.filter(({ people }) => (people?.toImport ?? 0) > 0);
	const times = callTimesOf(importing);
	const when = times === undefined ? "" : `, ${callTimesInWords(times, " in China")}`;
	const assumption = times?.end === undefined ? "" : `, if a call takes ${callSeconds} s`;
	const [toImport, toWithdraw, tooLate] = [sum("toImport"), sum("toWithdraw"), sum("tooLate")];
	const uncounted = lists.filter(
		({ effect, people }) => effect !== "none" && effect !== "destroy" && people === undefined,
	).length;
	return [
		toImport === 0
			? "No one is imported."
			: `${counted(toImport, "person is", "people are")} called${when}${assumption}.`,
		...(toWithdraw > 0 ? [`${counted(toWithdraw, "person is", "people are")} withdrawn before a call.`] : []),
		...(tooLate > 0
			? [`${counted(tooLate, "person is", "people are")} no longer on the list, but called already.`]
			: []),
		...(uncounted > 0 ? [`The people of ${counted(uncounted, "list")} could not be counted.`] : []),
	];
}

function tallyInWords({ campaigns, lists, others, leftOut }: Report): string[] {
	return [
		...tally("Campaigns", campaigns),
		...tally("Lists of people", lists),
		...(others > 0
			? [`${counted(others, "resource")} of other types ${others === 1 ? "changes" : "change"} as well.`]
			: []),
		...(leftOut > 0
			? [
					`${counted(leftOut, "unchanged resource is", "unchanged resources are")} not in this preview: pulumi preview --json --show-sames has all.`,
				]
			: []),
	];
}

function tally(what: string, all: readonly { readonly effect: Effect }[]): string[] {
	const counts = new Map<Effect, number>();
	for (const { effect } of all) counts.set(effect, (counts.get(effect) ?? 0) + 1);
	const parts = effects.flatMap((effect) => {
		const count = counts.get(effect);
		return count === undefined ? [] : [`${withCommas(count)} ${effectWords[effect]}`];
	});
	return parts.length === 0 ? [] : [`${what}: ${parts.join(", ")}.`];
}

function weekInWords({ campaigns, leftOut }: Report): Pick<Overview, "week" | "weekNotes"> {
	const after = campaigns.filter(({ effect }) => effect !== "destroy");
	const week = weekOf(after);
	if (week.peak === 0) return { week: undefined, weekNotes: [] };
	const unknown = after.filter(({ calendar }) => calendar === undefined).length;
	return {
		week,
		weekNotes: [
			`Most calls that may be in progress at a time after the update, by half hour in China: at most ${withCommas(week.peak)}.`,
			...accountsInWords(after),
			...(week.unlimited > 0
				? [
						`${counted(week.unlimited, "campaign leaves", "campaigns leave")} the number to the service (no taskCps), and ${week.unlimited === 1 ? "counts" : "count"} as 1 each.`,
					]
				: []),
			...(unknown > 0 ? [`The windows of ${counted(unknown, "campaign")} are not known yet.`] : []),
			...(leftOut > 0 ? ["Campaigns that the preview leaves out are missing."] : []),
		],
	};
}

/** What an account may call at a time is a limit of that account. */
function accountsInWords(campaigns: readonly ReportedCampaign[]): string[] {
	const accounts = [...groupedBy(campaigns, ({ account }) => account)];
	if (accounts.length < 2) return [];
	const peaks = accounts.map(([account, its]) => `${account ?? "the stack's account"} ${withCommas(weekOf(its).peak)}`);
	return [`All accounts are added up here. At most at a time: ${peaks.join(", ")}.`];
}

/** The campaigns to which something happens, each with its lists; then lists of tasks that the report does not have. */
function campaignsInWords({ campaigns, lists }: Report): CampaignInWords[] {
	const changed = lists.filter(isTouched);
	const byCampaign = groupedBy(changed, ({ campaign }) => campaign);
	const known = new Set(campaigns.map(({ urn }) => urn));
	const orphans = [...byCampaign].filter(([urn]) => urn === undefined || !known.has(urn));
	const all = [
		...campaigns
			.filter((one) => isTouched(one) || byCampaign.has(one.urn))
			.map((one) => campaignInWords(one, byCampaign.get(one.urn) ?? [])),
		...orphans.map(([urn, its]) => unknownCampaign(urn, its)),
	];
	return all.map((one, index) => ({ ...one, id: `c${index}` }));
}

function isTouched({ effect, changes }: { readonly effect: Effect; readonly changes: readonly unknown[] }): boolean {
	return effect !== "none" || changes.length > 0;
}

function campaignInWords(campaign: ReportedCampaign, lists: readonly ReportedList[]): Omit<CampaignInWords, "id"> {
	const { calendar, taskCps, taskName } = campaign;
	const spans = calendar === undefined ? [] : callableSpans(calendar);
	const callDay = calendar?.callDay ?? [];
	const windows = spans.map(({ start, end }) => ({ startTime: timeOfDay(start), endTime: timeOfDay(end) }));
	return {
		...resourceInWords(campaign),
		...peopleOf(lists),
		taskName,
		callDay,
		spans,
		days: calendar === undefined ? notKnownYet : daysInWords(callDay),
		windows: windowsInWords(windows),
		callsAtATime: callsAtATime(calendar !== undefined, taskCps),
	};
}

function callsAtATime(isKnown: boolean, taskCps: number | undefined): string {
	if (taskCps !== undefined) return withCommas(taskCps);
	return isKnown ? "the service chooses" : notKnownYet;
}

/** A campaign that is not in the report, by its lists. */
function unknownCampaign(urn: string | undefined, lists: readonly ReportedList[]): Omit<CampaignInWords, "id"> {
	const name = urn === undefined ? "a task outside of the program" : urnParts(urn).name;
	const known = { name, place: undefined, effect: "none", changes: [], remarks: [], taskName: "" } as const;
	return { ...known, ...peopleOf(lists), callDay: [], spans: [], days: "", windows: "", callsAtATime: "" };
}

function peopleOf(lists: readonly ReportedList[]): Pick<CampaignInWords, "people" | "calls" | "lists"> {
	const importing = lists.filter(({ people }) => (people?.toImport ?? 0) > 0);
	const times = callTimesOf(importing);
	const isCounted = lists.every(({ people, effect }) => people !== undefined || effect === "destroy");
	return {
		people: isCounted ? importing.reduce((all, { people }) => all + (people?.toImport ?? 0), 0) : undefined,
		calls: times === undefined ? "" : callTimesInWords(times),
		lists: lists.map((list) => ({
			...resourceInWords(list),
			counts: list.people === undefined ? "" : peopleText(list.people),
		})),
	};
}

function resourceInWords(resource: ReportedCampaign | ReportedList): ResourceInWords {
	const { name, place, effect, changes, notes } = resource;
	const remarks = [...effectsOf(resource), ...endOf(resource), ...notes];
	return { name, place, effect, changes: changes.map(changeInWords), remarks };
}

/** What becomes of a resource that is destroyed, by its `onDestroy`. */
const ends = {
	task: {
		release: "The task is stopped, its waiting numbers are cancelled, and it is renamed: the service cannot delete it.",
		stop: "The task is stopped, and keeps its name and its numbers.",
		leave: "The task is left as it is, and calls on.",
	},
	list: {
		withdraw: "Who waits to be called is withdrawn.",
		leave: "Who waits to be called stays in the task.",
	},
} as const;

function endOf(resource: ReportedCampaign | ReportedList): string[] {
	if (resource.effect !== "destroy") return [];
	const of: Readonly<Record<string, string>> = "taskName" in resource ? ends.task : ends.list;
	const set = resource.changes.find(({ property }) => property === "onDestroy")?.from;
	return [of[set ?? ""] ?? Object.values(of)[0] ?? ""];
}

function changeInWords(change: PropertyChange): ChangeInWords {
	const { property, title, from, to = "", isDrift } = change;
	return {
		property,
		title,
		from,
		to: to === from && !isDrift ? `${to}, changed` : to,
		drift: isDrift ? driftInWords(change) : undefined,
	};
}

function driftInWords({ before, from = "", to = "" }: PropertyChange): string {
	const found = `Someone changed it outside of the program${before === undefined ? "" : `, from ${before}`} to ${from}.`;
	if (to === before) return `${found} The update sets it back to ${to}.`;
	return `${found} The update ${to === from ? "keeps that: the program has the same value" : `sets it to ${to}`}.`;
}

/** What the changes do: a sentence for each kind of effect. Of a new or destroyed resource that is clear. */
function effectsOf({ effect, changes }: ReportedCampaign | ReportedList): string[] {
	if (effect !== "change" && effect !== "replace") return [];
	const alike = groupedBy(changes, (change) => change.effect);
	return [...alike].map(([what, some]) => {
		return `A change of ${orList(some.map(({ title }) => title))} ${what}.`;
	});
}
