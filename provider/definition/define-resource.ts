import type { z } from "zod";
import { type CheckedInputs, checkInputs, formedInputs, knownInputs } from "./check";
import type { Declaration, Facts } from "./declaration";
import * as differences from "./difference";
import { type Field, fieldOf, type Properties } from "./field";
import { parameters, readBack, recorded } from "./parameters";
import { type Circumstances, onlyWhenRules } from "./rule";
import { type Checked, type Name, type Raw, type Recorded, unknown, type Values } from "./values";
import { vocabularyOf } from "./words";

/** A resource's properties, and everything that their facts decide without the service. Pure. */
export interface Definition<T> extends Facts<T> {
	/** Checks inputs without querying the service. */
	check(news: Raw, circumstances: Circumstances): CheckedInputs<T>;
	/** Inputs checked by their form only, for a diff. */
	formed(news: Raw): Checked<T>;
	/** Inputs that may be sent. Throws `InvalidInput` if a check finds errors. */
	known(news: Raw, now: number): T;
	/** True when every input is known. */
	isKnown(news: Checked<T>): news is Checked<T> & T;
	/** The properties in the state. */
	recorded(olds: Raw): Recorded<T>;
	/** The properties in an answer of the service. */
	readBack(answer: Readonly<Record<string, unknown>>): Recorded<T>;
	/** The request parameters of the properties that `isSent` allows. */
	parameters(values: Recorded<T>, isSent?: (field: Field) => boolean): Record<string, string>;
	difference(olds: Recorded<T>, news: Checked<T>): differences.Difference<T>;
	/** What reaches the service: the same text for the same meaning; `undefined` if a value is not known yet. */
	meaning(values: Checked<T>): string | undefined;
	areOnlyRecorded(changed: readonly Name<T>[]): boolean;
	differs(olds: Recorded<T>, news: Checked<T>, name: Name<T>): boolean;
	isDeclaredOtherwise(olds: Recorded<T>, news: Raw): boolean;
	fullDefinition(olds: Recorded<T>, news: T, shown: Recorded<T>): Recorded<T>;
	outstanding(
		olds: Recorded<T>,
		full: Recorded<T>,
		shown: Recorded<T>,
		notShown?: ReadonlySet<Name<T>>,
	): readonly Name<T>[];
	shownOtherwise(sent: Recorded<T>, shown: Recorded<T>): readonly Name<T>[];
	needsReplacing(shown: Recorded<T>, declared: Recorded<T>): boolean;
	isDefinedAs(shown: Recorded<T>, declared: Recorded<T>): boolean;
}

/** Builds the definition of a resource from its declaration. */
export function defineResource<T extends Values<T>>(declaration: Declaration<T>): Definition<T> {
	const properties = propertiesOf<T>(declaration.inputs);
	const facts: Facts<T> = {
		...declaration,
		properties,
		rules: [...onlyWhenRules(properties), ...declaration.rules],
		vocabulary: vocabularyOf([...properties.keys()], declaration.words ?? { synonyms: {}, elsewhere: [] }),
		spellings: spellingsOf(properties),
	};
	return {
		...facts,
		check: (news, circumstances) => checkInputs(facts, news, circumstances),
		formed: (news) => formedInputs(facts, news),
		known: (news, now) => knownInputs(facts, news, now),
		isKnown: (news): news is Checked<T> & T => Object.values(news).every((value) => value !== unknown),
		recorded: (olds) => recorded(properties, olds),
		readBack: (answer) => readBack(properties, answer),
		parameters: (values, isSent = () => true) => parameters(properties, values, isSent),
		difference: (olds, news) => differences.difference(properties, olds, news),
		meaning: (values) => differences.meaning(properties, values),
		areOnlyRecorded: (changed) => differences.areOnlyRecorded(properties, changed),
		differs: (olds, news, name) => differences.differs(properties, olds, news, name),
		isDeclaredOtherwise: (olds, news) => differences.isDeclaredOtherwise(properties, olds, news),
		fullDefinition: (olds, news, shown) => differences.fullDefinition(properties, olds, news, shown),
		outstanding: (olds, full, shown, notShown) => differences.outstanding(properties, olds, full, shown, notShown),
		shownOtherwise: (sent, shown) => differences.shownOtherwise(properties, sent, shown),
		needsReplacing: (shown, declared) => differences.needsReplacing(properties, shown, declared),
		isDefinedAs: (shown, declared) => differences.isDefinedAs(properties, shown, declared),
	};
}

function propertiesOf<T>(inputs: z.ZodObject): Properties<T> {
	return new Map(Object.entries(inputs.shape).map(([name, schema]) => [name as Name<T>, fieldOf(schema)]));
}

function spellingsOf<T>(properties: Properties<T>): ReadonlyMap<string, Name<T>> {
	const own = [...properties.keys()].map((name) => [name, name] as const);
	const shown = [...properties].flatMap(([name, { readBack: shownAs }]) =>
		shownAs === undefined ? [] : [[shownAs.charAt(0).toLowerCase() + shownAs.slice(1), name] as const],
	);
	return new Map<string, Name<T>>([...own, ...shown]);
}
