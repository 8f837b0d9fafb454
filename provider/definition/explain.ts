import type { z } from "zod";
import type { Facts } from "./declaration";
import { probablyMeant } from "./did-you-mean";
import type { Field } from "./field";
import { fileFault } from "./file-ref";
import { error, type Finding } from "./finding";
import { wrongType } from "./lost-value";
import { type Path, pathText } from "./path";
import { nameIn } from "./rule";
import { type Fault, mistakenText } from "./text-fault";
import { windowPartFor, zoneAdviceFor } from "./words";

const windowParts = ["startTime", "endTime"];

/** Describes what is wrong with a resource's inputs. */
export class Explanation<T> {
	private readonly facts: Facts<T>;

	constructor(facts: Facts<T>) {
		this.facts = facts;
	}

	/** The property or part of a window that was probably meant by an unknown name. */
	meantBy(path: Path, key: string): string | undefined {
		if (this.adviceAt(path, key) !== undefined) return undefined;
		if (path.length > 0) return windowPartFor(key) ?? probablyMeant(key, windowParts);
		const { vocabulary, spellings } = this.facts;
		const spelling = probablyMeant(key, [...spellings.keys()]);
		return vocabulary.propertyFor(key) ?? (spelling === undefined ? undefined : spellings.get(spelling));
	}

	/** Reports an unknown name, with the one that was probably meant. */
	unrecognized(path: Path, key: string): Finding {
		const meant = this.meantBy(path, key);
		const remove = path.length === 0 ? "Remove it." : "Remove it: a window has startTime and endTime only.";
		const problem = path.length === 0 ? `is not a property of ${this.facts.label}.` : "is not a part of a window.";
		const fix = this.adviceAt(path, key) ?? (meant === undefined ? remove : `Did you mean ${meant}?`);
		return error(pathText([...path, key]), problem, fix);
	}

	/** Reports what is wrong with the value at a path, and which form is expected. */
	explained(issue: z.core.$ZodIssue, value: unknown): Finding {
		const path = pathText(issue.path);
		const field = this.fieldAt(issue.path);
		const form = formAt(field, issue.path);
		if (value === undefined || value === null) return error(path, "is missing.", `Add ${form}.`);
		const use = `Use ${form}${issue.path.length > 1 ? "" : quotesHint(field, value)}.`;
		const fault = faultOf(issue) ?? knownMistake(field, issue.path, value);
		if (fault !== undefined) return error(path, `${fault.problem}.`, fault.fix ?? use);
		return error(path, `${problemOf(issue, value)}.`, `${hintOf(issue, value)}${use}`);
	}

	/** The fix for the name of something that is configured elsewhere. */
	private adviceAt(path: Path, key: string): string | undefined {
		return path.length === 0 ? this.facts.vocabulary.adviceFor(key) : zoneAdviceFor(key);
	}

	private fieldAt([property]: Path): Field | undefined {
		const { properties } = this.facts;
		const name = nameIn(properties, String(property));
		return name && properties.get(name);
	}
}

/** The fault that the model found. */
function faultOf(issue: z.core.$ZodIssue): Fault | undefined {
	if (issue.code !== "custom") return undefined;
	const fix: unknown = issue.params?.fix;
	return { problem: issue.message, ...(typeof fix === "string" && { fix }) };
}

/** The mistake that produced the value, if the value shows it. */
function knownMistake(field: Field | undefined, path: Path, value: unknown): Fault | undefined {
	if (typeof value === "string" && field?.kind !== "files") return mistakenText(value);
	if (field?.kind === "files") return fileFault(value);
	return field && wrongType(value, { ...field, depth: path.length - 1 });
}

/** The form of the value at a path, in words. */
function formAt(field: Field | undefined, path: Path): string {
	const forms = field?.forms ?? ["a value"];
	return forms[Math.min(path.length, forms.length) - 1] ?? forms[0];
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): string {
	switch (issue.code) {
		case "invalid_type":
			return Number.isFinite(value) && issue.expected === "int" ? "is not a whole number" : `is ${kindOf(value)}`;
		case "invalid_union":
			return `is ${kindOf(value)}`;
		case "invalid_value":
			return typeof value === typeof issue.values[0] ? "is not one of its values" : `is ${kindOf(value)}`;
		case "too_small":
			return issue.origin === "array" || issue.origin === "string" ? "is empty" : "is too small";
		case "too_big":
			return "is too large";
		default:
			return issue.message;
	}
}

/** The choice that was probably meant. It is a published word, so it reveals no secret. */
function hintOf(issue: z.core.$ZodIssue, value: unknown): string {
	if (issue.code !== "invalid_value" || typeof value !== "string") return "";
	const words = issue.values.filter((word) => typeof word === "string");
	const meant = probablyMeant(value, words);
	return meant === undefined ? "" : `Did you mean "${meant}"? `;
}

/** A number written as text, or the reverse, differs only by its quotes. */
function quotesHint(field: Field | undefined, value: unknown): string {
	if (typeof value === "string" && (field?.kind === "whole" || field?.kind === "flag")) return ", without quotes";
	return typeof value === "number" && field?.kind === "text" ? ", in quotes" : "";
}

function kindOf(value: unknown): string {
	if (Array.isArray(value)) return "a list";
	if (typeof value === "string") return "a text";
	if (typeof value === "number" && !Number.isFinite(value)) return "not a number that can be sent";
	return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
