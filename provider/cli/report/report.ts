import { z } from "zod";
import { listDefinition } from "../../callees/definition";
import { declaredPlan, type Forecast, forecastIn } from "../../callees/forecast";
import { type PeopleCounts, peopleIn } from "../../callees/people-counts";
import { accountIn } from "../../definition/account";
import type { CallCalendar } from "../../definition/call-calendar";
import { urnParts } from "../../definition/resource-label";
import { aiCallTaskTokens, calleeListTokens, isTokenOf } from "../../program/type-tokens";
import { taskDefinition } from "../../tasks/definition";
import { groupedBy } from "../grouped-by";
import { changesOf, type PropertyChange, type Steps, valuesIn } from "./changes";
import { byPlace, findingsIn, type ReportedFinding } from "./findings";
import { type Message, messagesIn } from "./messages";
import type { Place } from "./place";
import type { Preview, Step } from "./preview";

/** What an update does to a resource. */
export type Effect = "create" | "adopt" | "change" | "replace" | "destroy" | "none";

/** A preview as people decide about it. Contains no secrets and no phone numbers. */
export interface Report {
	/** Errors first, then in the order of the program. */
	readonly findings: readonly ReportedFinding[];
	/** In the order of the program. */
	readonly campaigns: readonly ReportedCampaign[];
	readonly lists: readonly ReportedList[];
	/** How many resources of other types change. */
	readonly others: number;
	/** How many unchanged resources the preview leaves out. `pulumi preview --json --show-sames` has them. */
	readonly leftOut: number;
}

export interface ReportedResource {
	readonly urn: string;
	/** In the program. */
	readonly name: string;
	readonly place: Place | undefined;
	readonly effect: Effect;
	/** In the order of the model; of a new resource, every property that is set. */
	readonly changes: readonly PropertyChange[];
	/** What the preview says about it beside errors, warnings and counts. */
	readonly notes: readonly string[];
}

/** A task of the program, as it is after the update; one that is destroyed, as it was. */
export interface ReportedCampaign extends ReportedResource {
	/** Its name in the account. */
	readonly taskName: string;
	/** When it may call; `undefined` if it is not known. */
	readonly calendar: CallCalendar | undefined;
	/** The name of its account; `undefined` for the stack's own. */
	readonly account?: string | undefined;
	/** Calls at a time; `undefined` if the service chooses, or if it is not known. */
	readonly taskCps: number | undefined;
}

/** A list of people. */
export interface ReportedList extends ReportedResource {
	/** The URN of its task, if the program declares it. */
	readonly campaign: string | undefined;
	/** `undefined` if nothing changes, or if the preview could not count. */
	readonly people: PeopleCounts | undefined;
	/** When its people are called. */
	readonly calls: Forecast | undefined;
}

type PlaceOf = (position: string | undefined) => Place | undefined;

/** Builds the report. `placeOf` reads source positions. */
export function reportOf(preview: Preview, placeOf: PlaceOf): Report {
	const resources = [...stepsByUrn(preview.steps)].map(([urn, steps]) => resourceOf(urn, steps, placeOf));
	const messages = [...messagesIn(preview), ...resources.filter(isGone).map(({ urn }) => goneMessage(urn))];
	const notes = notesIn(messages);
	const places = new Map(resources.map(({ urn, place }) => [urn, place]));
	return {
		findings: findingsIn(messages, places),
		campaigns: inOrder(
			resources.filter(({ urn }) => isTokenOf(typeOf(urn), aiCallTaskTokens)).map((one) => campaignOf(one, notes)),
		),
		lists: inOrder(
			resources.filter(({ urn }) => isTokenOf(typeOf(urn), calleeListTokens)).map((one) => listOf(one, notes)),
		),
		others: resources.filter(isOther).length,
		leftOut: Math.max(
			0,
			(preview.changeSummary.same ?? 0) - resources.filter(({ effect }) => effect === "none").length,
		),
	};
}

interface Resource extends Steps {
	readonly urn: string;
	readonly name: string;
	readonly place: Place | undefined;
	readonly effect: Effect;
}

function resourceOf(urn: string, steps: Steps, placeOf: PlaceOf): Resource {
	// A resource that is destroyed is no longer in the program: its line is something else now.
	const place = placeOf(steps.main.newState?.sourcePosition);
	return { ...steps, urn, name: urnParts(urn).name, place, effect: effectOf(steps.main) };
}

/** A resource that the refresh before the preview has not found. */
function isGone({ refresh, effect }: Resource): boolean {
	return refresh !== undefined && (effect === "create" || effect === "adopt");
}

function goneMessage(urn: string): Message {
	const text =
		"The stack has it, and the account no longer does: the update creates it again. Check that the credentials are those of the right account.";
	return { urn, severity: "warning", text, policy: undefined };
}

/** By URN. */
type Notes = ReadonlyMap<string | undefined, readonly string[]>;

function campaignOf({ refresh, main, ...about }: Resource, notesOf: Notes): ReportedCampaign {
	const values = valuesIn(main.newState ?? main.oldState);
	const plan = values && declaredPlan(values);
	return {
		...about,
		changes: changesOf(taskDefinition, { refresh, main }),
		notes: notesOf.get(about.urn) ?? [],
		taskName: Text.parse(values?.get("taskName")),
		account: values && accountIn(taskDefinition, values),
		calendar: plan,
		taskCps: plan?.taskCps,
	};
}

function listOf({ refresh, main, ...about }: Resource, notesOf: Notes): ReportedList {
	const notes = notesOf.get(about.urn) ?? [];
	const { propertyDependencies } = main.newState ?? main.oldState ?? {};
	return {
		...about,
		changes: changesOf(listDefinition, { refresh, main }),
		notes: notes.filter((text) => peopleIn(text) === undefined && forecastIn(text) === undefined),
		campaign: propertyDependencies?.taskId?.find((urn) => isTokenOf(typeOf(urn), aiCallTaskTokens)),
		people: firstOf(notes, peopleIn),
		calls: firstOf(notes, forecastIn),
	};
}

function notesIn(messages: readonly Message[]): Notes {
	const notes = messages.filter(({ severity }) => severity === "note");
	return new Map([...groupedBy(notes, ({ urn }) => urn)].map(([urn, its]) => [urn, its.map(({ text }) => text)]));
}

function firstOf<R>(texts: readonly string[], read: (text: string) => R | undefined): R | undefined {
	for (const text of texts) {
		const found = read(text);
		if (found !== undefined) return found;
	}
	return undefined;
}

const effects: Readonly<Record<string, Effect>> = {
	create: "create",
	update: "change",
	replace: "replace",
	"create-replacement": "replace",
	"delete-replaced": "replace",
	delete: "destroy",
	import: "adopt",
};

function effectOf({ op, newState }: Step): Effect {
	const adopts = op === "create" && newState?.inputs.adoptTaskId !== undefined;
	return adopts ? "adopt" : (effects[op] ?? "none");
}

/** The steps of each resource. A replacement may have several, of which `replace` describes it. */
function stepsByUrn(steps: readonly Step[]): Map<string, Steps> {
	const grouped = new Map<string, Steps>();
	for (const step of steps) {
		const { refresh, main } = grouped.get(step.urn) ?? {};
		if (step.op === "refresh") grouped.set(step.urn, { refresh: step, main: main ?? step });
		else if (main === undefined || main.op === "refresh" || step.op === "replace")
			grouped.set(step.urn, { refresh, main: step });
	}
	return grouped;
}

function typeOf(urn: string): string {
	return urnParts(urn).types.at(-1) ?? "";
}

/** A resource of another type that changes. */
function isOther({ urn, effect }: Resource): boolean {
	const isOurs = isTokenOf(typeOf(urn), aiCallTaskTokens) || isTokenOf(typeOf(urn), calleeListTokens);
	return !isOurs && effect !== "none" && !/^pulumi:(pulumi:Stack$|providers:)/.test(typeOf(urn));
}

/** In the order of the program: by file and line, then by name. */
function inOrder<R extends { readonly place: Place | undefined; readonly name: string }>(resources: readonly R[]): R[] {
	return resources.toSorted(
		(a, b) => byPlace(a.place, b.place) || a.name.localeCompare(b.name, "en", { numeric: true }),
	);
}

const Text = z.string().catch("");
