import type { Definition } from "../../definition/define-resource";
import type { Fill } from "../../definition/expressed";
import { errorsIn, sentence } from "../../definition/finding";
import { propertyIn } from "../../definition/path";
import { nameIn } from "../../definition/rule";
import { type Name, Raw, type Value, type Values } from "../../definition/values";
import { InputError } from "../input-error";

/** The values of `--fill property=value`. */
export function fillOf<T extends Values<T>>(definition: Definition<T>, texts: readonly string[]): Fill {
	return new Map(texts.map((text) => entryIn(definition, text)));
}

function entryIn<T extends Values<T>>(definition: Definition<T>, text: string): readonly [string, Value] {
	const { properties } = definition;
	const [, property = "", given = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
	const name = nameIn(properties, property);
	const value = name && valueIn(definition, name, given);
	if (name === undefined || value === undefined) {
		const takes = [...properties.keys()].filter((one) => valueIn(definition, one, "") !== undefined);
		throw new InputError(`--fill takes a property and its value. The properties are ${takes.join(", ")}.`);
	}
	const { findings } = definition.check(new Raw({ [name]: value }), { now: 0, isNew: false });
	const [fault] = errorsIn(findings).filter(({ path }) => propertyIn(path) === name);
	if (fault !== undefined && definition.inputs.shape[name]?.safeParse(value).success === false) {
		throw new InputError(`--fill: ${sentence(fault)}`);
	}
	return [name, value];
}

/** The value that a text means for a property; `undefined` if the property takes none on a command line. */
function valueIn<T>({ properties }: Definition<T>, name: Name<T>, text: string): Value | undefined {
	const field = properties.get(name);
	if (field === undefined || field.ours) return undefined;
	if (field.kind === "text" || field.kind === "instant" || field.kind === "dateTime") return text;
	if (field.kind === "whole") return Number(text);
	return field.kind === "flag" ? text === "true" : undefined;
}
