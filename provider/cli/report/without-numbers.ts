import { listDefinition } from "../../callees/definition";
import type { Field } from "../../definition/field";
import { urnParts } from "../../definition/resource-label";
import { taskDefinition } from "../../tasks/definition";
import type { State, Step } from "./preview";

const fields: readonly (readonly [string, Field])[] = [...taskDefinition.properties, ...listDefinition.properties];
const properties = new Set(fields.map(([name]) => name));
const numberProperties = new Set(fields.filter(([, { textOf }]) => textOf === "number").map(([name]) => name));
const fileProperties = new Set(fields.filter(([, { kind }]) => kind === "files").map(([name]) => name));

/** Fewer digits may be anything else as well. */
const fewestDigits = 5;

/**
 * The phone numbers among the inputs of resources, however they are written: the values of properties that are numbers,
 * and of properties that do not exist and may be meant as one.
 */
export function knownIn(steps: readonly Step[]): Known {
	const states = steps.flatMap(({ oldState, newState }) => [oldState ?? [], newState ?? []].flat());
	const names = states.flatMap(({ inputs }) => textsIn(inputs.taskName));
	return {
		numbers: new Set(states.flatMap(numbersOf)),
		names: new Set([...steps.map(({ urn }) => urnParts(urn).name), ...names]),
	};
}

function numbersOf({ type, inputs }: State): string[] {
	if (!/\baiccs:/.test(type)) return [];
	return Object.entries(inputs)
		.flatMap(([name, value]) => (mayBeNumber(name) ? textsIn(value) : numbersAsFiles(name, value)))
		.filter((text) => (text.match(/\p{Nd}/gu)?.length ?? 0) >= fewestDigits);
}

function mayBeNumber(name: string): boolean {
	return numberProperties.has(name) || !(properties.has(name) || name.startsWith("__"));
}

/** What someone writes in place of a file. The name of one has letters. */
function numbersAsFiles(name: string, value: unknown): string[] {
	if (!fileProperties.has(name)) return [];
	const texts = [value].flat().flatMap((one) => (typeof one === "object" ? [] : [String(one)]));
	return texts.filter((text) => !/\p{L}/u.test(text));
}

function textsIn(value: unknown): string[] {
	if (typeof value === "string" || typeof value === "number") return [String(value)];
	return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const hidden = "(not shown)";

/** What the provider's own texts give as examples. */
const example = /(for example "|an unquoted )05710000001/g;
const exampleMark = "\ue000";

/**
 * Numbers of China as people write them: mobile, with the code of an area, and service numbers. Digits of another script
 * count as well. Ids have more digits.
 */
const digit = String.raw`\p{Nd}`;
const gap = String.raw`[-\s\u2010-\u2015.]?`;
const zero = "[0\uff10]";
const shapes = [
	`[1\uff11]${gap}[3-9\uff13-\uff19]${digit}${gap}${digit}{4}${gap}${digit}{4}`,
	`${zero}${digit}{2,3}${gap}${digit}{3,4}${gap}${digit}{4}`,
	`[48\uff14\uff18]${zero}{2}${gap}${digit}{3}${gap}${digit}{4}`,
];
const prefix = `(?:[+\uff0b]|${zero}{2})${gap}`;
const inChina = `(?:${prefix}[8\uff18][6\uff16]${gap})?(?:${shapes.join("|")})`;
/** After the code of a country, the 0 of an area is left out. */
const abroad = `[+\uff0b]${digit}(?:${gap}${digit}){6,14}`;
const phoneNumber = new RegExp(`(?<!${digit})(?:${abroad}|${inChina})(?!${digit})`, "gu");

/** A property that is a number, with the value that the provider shows behind it. */
const shownNumber = new RegExp(`^(${[...numberProperties].join("|")})\\b(\\S*) \\(.*?\\)(?= )`, "s");

/** What the texts of a preview must not, and may contain. */
export interface Known {
	readonly numbers: ReadonlySet<string>;
	/** The user's own names. They stay, even if one looks like a number. */
	readonly names: ReadonlySet<string>;
}

/** Hides the numbers of a preview in a text, and what looks like any other. */
export function withoutNumbers({ numbers, names }: Known): (text: string) => string {
	const written = new Set([...numbers].flatMap((number) => [number, JSON.stringify(number).slice(1, -1)]));
	// Longer ones first: one number may begin with another.
	const all = [...written].sort((a, b) => b.length - a.length);
	const isOfName = (found: string) => [...names].some((name) => name.includes(found));
	return (text) => {
		const withoutExamples = text.replace(example, `$1${exampleMark}`);
		const known = all.reduce((rest, number) => rest.replaceAll(number, hidden), withoutExamples);
		return known
			.replace(shownNumber, "$1$2")
			.replace(phoneNumber, (found) => (isOfName(found) ? found : hidden))
			.replaceAll(exampleMark, "05710000001");
	};
}
