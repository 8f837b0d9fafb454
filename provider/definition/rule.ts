import type { Properties } from "./field";
import { error, type Finding } from "./finding";
import type { Name, Values } from "./values";

export interface Circumstances {
	/** Epoch milliseconds now. */
	readonly now: number;
	/** True if the resource does not exist yet. */
	readonly isNew: boolean;
}

/** A condition between properties. Checked only if every property that it reads is known and valid. */
export interface Rule<T> {
	/** In words, for the reference; empty if another rule's text covers it. */
	readonly condition: string;
	readonly source: string;
	readonly reads: readonly Name<T>[];
	/** Properties that only the fix depends on: left out if they are invalid or unknown. */
	readonly advisedBy?: readonly Name<T>[];
	find(inputs: Partial<T>, circumstances: Circumstances): Finding[] | Finding | undefined;
}

/** The rules that follow from the properties' facts. */
export function onlyWhenRules<T extends Values<T>>(properties: Properties<T>): Rule<T>[] {
	return [...properties].flatMap(([property, field]) => {
		const { onlyWhen, source } = field;
		const other = onlyWhen && nameIn(properties, onlyWhen.property);
		if (onlyWhen === undefined || other === undefined) return [];
		const { is, required } = onlyWhen;
		const requirement = `${other} is ${String(is)}`;
		return {
			condition: `\`${property}\` ${required ? "is required exactly when" : "has no effect unless"} \`${other}\` is \`${String(is)}\`.`,
			source,
			reads: [property, other],
			find: (inputs) => {
				const isGiven = inputs[property] !== undefined;
				if (inputs[other] === is) {
					return required && !isGiven
						? error(property, `is missing: it is required when ${requirement}.`, `Add ${field.forms[0]}.`)
						: undefined;
				}
				const fix = `Remove it, or make sure that ${requirement}.`;
				return isGiven ? error(property, `has no effect unless ${requirement}.`, fix) : undefined;
			},
		};
	});
}

/** The property of this name. */
export function nameIn<T>(properties: Properties<T>, text: string): Name<T> | undefined {
	return [...properties.keys()].find((name) => name === text);
}
