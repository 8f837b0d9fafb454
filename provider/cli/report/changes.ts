import type { Definition } from "../../definition/define-resource";
import type { FieldFacts } from "../../definition/field";
import { type Name, Raw, type Values } from "../../definition/values";
import { declaredIn } from "../../shells/dynamic/engine-values";
import type { State, Step } from "./preview";
import { hasSecret, valueInWords } from "./value-in-words";

/** A property whose value changes, in words. Secrets and phone numbers are not shown. */
export interface PropertyChange {
	readonly property: string;
	/** What people call the property. */
	readonly title: string;
	/** `undefined` for a new resource. */
	readonly from: string | undefined;
	/** `undefined` for a resource that is destroyed. */
	readonly to: string | undefined;
	/** What the change does to the resource. */
	readonly change: FieldFacts["change"];
	/** The value before someone changed it outside of the program; `undefined` if no one did. */
	readonly before: string | undefined;
}

/** The steps of one resource: what a refresh found, and what the update does. */
export interface Steps {
	readonly refresh: Step | undefined;
	readonly main: Step;
}

/** The properties that change, in the order of the model; of a new resource, all that are set. */
export function changesOf<T extends Values<T>>(definition: Definition<T>, { refresh, main }: Steps): PropertyChange[] {
	const [before, olds, news] = [refresh?.oldState, main.oldState, main.newState].map((state) => valuesIn(state));
	const reasons = new Set([...(main.diffReasons ?? []), ...(main.replaceReasons ?? [])]);
	const isDrift = (name: Name<T>) =>
		before !== undefined && olds !== undefined && differ(definition, before, olds, name);
	return [...definition.properties].flatMap(([name, field]) => {
		const drifted = isDrift(name);
		const isChanged =
			differ(definition, olds, news, name) || drifted || (reasons.has(name) && hasSecret(news?.get(name)));
		if (!isChanged) return [];
		const words = (values: Raw | undefined) => values && valueInWords(field, values.get(name));
		const title = field.title ?? name;
		const change = { from: words(olds), to: words(news), before: drifted ? words(before) : undefined };
		return [{ property: name, title, change: field.change, ...change }];
	});
}

/** The values of a resource's inputs in the preview. */
export function valuesIn(state: State | undefined): Raw | undefined {
	return state && declaredIn(state.inputs).inputs;
}

const nothing = new Raw({});

function differ<T extends Values<T>>(
	definition: Definition<T>,
	olds: Raw = nothing,
	news: Raw = nothing,
	name: Name<T>,
): boolean {
	return definition.differs(definition.recorded(olds), definition.formed(news), name);
}
