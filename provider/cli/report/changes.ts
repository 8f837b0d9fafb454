import type { Definition } from "../../definition/define-resource";
import { driftIn } from "../../definition/drift";
import { effectOf } from "../../definition/effect";
import { type Name, Raw, type Values } from "../../definition/values";
import { declaredIn } from "../../shells/engine-values";
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
	/** What the change does to the resource: the rest of a sentence that begins with "A change". */
	readonly effect: string;
	/** Someone changed it outside of the program. */
	readonly isDrift: boolean;
	/** The value before that; `undefined` if the preview does not have it. */
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
	const isDrift = before === undefined || olds === undefined ? () => false : differences(definition, before, olds);
	const isDifferent = differences(definition, olds, news);
	const recorded = new Set(driftIn(new Raw(main.oldState?.outputs ?? {})));
	return [...definition.properties].flatMap(([name, field]) => {
		const isShown = isDrift(name);
		const drifted = isShown || recorded.has(name);
		const isChanged = isDifferent(name) || drifted || (reasons.has(name) && hasSecret(news?.get(name)));
		if (!isChanged) return [];
		const words = (values: Raw | undefined) => values && valueInWords(field, values.get(name));
		const title = field.title ?? name;
		const { short, more } = effectOf(definition, name);
		const change = { from: words(olds), to: words(news), before: isShown ? words(before) : undefined };
		return [{ property: name, title, effect: short + more, isDrift: drifted, ...change }];
	});
}

/** The values of a resource's inputs in the preview. */
export function valuesIn(state: State | undefined): Raw | undefined {
	return state && declaredIn(state.inputs).inputs;
}

const nothing = new Raw({});

/** Forms the values once for all properties. */
function differences<T extends Values<T>>(
	definition: Definition<T>,
	olds: Raw = nothing,
	news: Raw = nothing,
): (name: Name<T>) => boolean {
	const [recorded, formed] = [definition.recorded(olds), definition.formed(news)];
	return (name) => definition.differs(recorded, formed, name);
}
