import { z } from "zod";
import { type CallWindow, normalWindows } from "./call-window";
import { instantOf, localOf } from "./shanghai-time";

/**
 * How a sort of value is compared, sent and read back. Only checked values are sent; read-backs come in raw, and so may
 * values that are compared: a value of the wrong shape is compared as it is.
 */
interface Conversions {
	/** The form in which two values of the same meaning are equal. */
	normal(value: unknown): unknown;
	/** The text of the request parameter. */
	wire(value: unknown): string;
	/** The read-back value in the form a program would write; `undefined` when absent or not readable. */
	read(raw: unknown): unknown;
}

const string = z.string();
const strings = z.array(string);
const boolean = z.boolean();
const windowList = z.array(z.object({ startTime: z.string(), endTime: z.string() }));
const windowsReadBack = z.array(
	z.object({ StartTime: z.string(), EndTime: z.string() }).transform(({ StartTime, EndTime }) => ({
		startTime: StartTime,
		endTime: EndTime,
	})),
);
const numberOrString = z.union([z.number(), z.string()]);
const wholeReadBack = z.union([
	z.number(),
	z
		.string()
		.regex(/^-?\d+$/)
		.transform(Number),
]);

function parsed<T>(schema: z.ZodType<T>, raw: unknown): T | undefined {
	const result = schema.safeParse(raw);
	return result.success ? result.data : undefined;
}

/** Epoch milliseconds of a checked instant. */
export function epochOf(value: number | string): number {
	return typeof value === "number" ? value : Date.parse(value.toUpperCase());
}

/** A moment to the second on the service's clock, however it is written; `undefined` when it is none. */
function localDateTime(value: unknown): string | undefined {
	const epoch = typeof value === "string" ? instantOf(value) : undefined;
	return epoch === undefined ? undefined : localOf(epoch);
}

export const kinds = {
	text: {
		normal: (value) => value,
		wire: (value) => String(value),
		read: (raw) => parsed(string, raw) || undefined,
	},
	whole: {
		normal: (value) => value,
		wire: (value) => String(value),
		read: (raw) => parsed(wholeReadBack, raw),
	},
	flag: {
		normal: (value) => value,
		wire: (value) => String(value),
		read: (raw) => parsed(boolean, raw),
	},
	set: {
		normal: (value) => {
			const members = parsed(strings, value);
			return members === undefined ? value : [...new Set(members)].sort();
		},
		wire: (value) => JSON.stringify(value),
		read: (raw) => parsed(strings, raw),
	},
	windows: {
		normal: (value) => normalForm(parsed(windowList, value)) ?? value,
		// The service takes a list of texts, each of them JSON: encoded twice.
		wire: (value) => JSON.stringify(windowList.parse(value).map(windowText)),
		// Keep the precision the service reports (it may omit seconds).
		read: (raw) => {
			const windows = parsed(windowsReadBack, raw);
			return normalForm(windows) && windows;
		},
	},
	instant: {
		normal: (value) => (typeof value === "string" ? epochOf(value) || value : value),
		wire: (value) => String(epochOf(numberOrString.parse(value))),
		read: (raw) => parsed(wholeReadBack, raw),
	},
	dateTime: {
		normal: (value) => localDateTime(value) ?? value,
		wire: (value) => localDateTime(value) ?? string.parse(value),
		read: localDateTime,
	},
} satisfies Record<string, Conversions>;

export type Kind = keyof typeof kinds;

/** A value in the precision of what is told: without seconds where no time that is told has any. */
export function asPreciseAs(told: unknown, value: unknown): unknown {
	const windows = parsed(windowList, value);
	const times = parsed(windowList, told)?.flatMap(({ startTime, endTime }) => [startTime, endTime]) ?? [];
	if (windows === undefined || times.length === 0 || times.some((time) => time.length > "HH:mm".length)) return value;
	const toTheMinute = (time: string) => time.slice(0, "HH:mm".length);
	return windows.map(({ startTime, endTime }) => ({
		startTime: toTheMinute(startTime),
		endTime: toTheMinute(endTime),
	}));
}

/** The windows in normal form; `undefined` when one of them cannot be read. */
function normalForm(windows: readonly CallWindow[] | undefined): CallWindow[] | undefined {
	const normal = normalWindows(windows ?? []);
	return normal.length === windows?.length ? normal : undefined;
}

function windowText({ startTime, endTime }: CallWindow): string {
	return JSON.stringify({ startTime, endTime });
}
