import { part } from "./part";
import { unknown } from "./values";

/** The way to a value in a resource's inputs. */
export type Path = readonly PropertyKey[];

/** A path as a program would write it: `callTime[1].endTime`. */
export function pathText(path: Path): string {
	return path.reduce<string>(
		(text, key) => (typeof key === "number" ? `${text}[${key}]` : text === "" ? String(key) : `${text}.${String(key)}`),
		"",
	);
}

/** The property that a path leads into. */
export function propertyIn(path: string): string {
	return path.split(/[.[]/, 1).join();
}

/** The value at a path; `unknown` when the path leads through an unknown value. */
export function valueAt(inputs: unknown, path: Path): unknown {
	return path.reduce((value, key) => (value === unknown ? unknown : part(value, key)), inputs);
}
