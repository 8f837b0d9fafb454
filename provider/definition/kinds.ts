import { z } from "zod";
import { type CallWindow, normalWindows } from "./call-window";
import { instantOf, localOf } from "./shanghai-time";
import type { Value } from "./values";

/** How values of one kind are compared, sent and read back. */
interface Conversions<V extends Value> {
	/** A value as programs write it, whatever its limits. */
	readonly shape: z.ZodType<V>;
	/** The service's form of a value. */
	readonly readBack: z.ZodType<V>;
	/** The form in which two values of the same meaning are equal; `undefined` for a value that has none. */
	normal(value: V): unknown;
	/** The text of the request parameter. */
	wire(value: V): string;
}

/** A kind of value. */
export interface Kind {
	/** The value, if it has the shape of the kind. */
	shaped(raw: unknown): Value | undefined;
	/** The value that the service shows, as a program would write it; `undefined` when absent or not readable. */
	readBack(raw: unknown): Value | undefined;
	/** The form in which two values of the same meaning are equal. */
	normal(value: unknown): unknown;
	/** The text of the request parameter. */
	wire(value: Value): string;
}

function kind<V extends Value>({ shape, readBack, normal, wire }: Conversions<V>): Kind {
	return {
		shaped: (raw) => shape.safeParse(raw).data,
		readBack: (raw) => readBack.safeParse(raw).data,
		normal: (value) => {
			const shaped = shape.safeParse(value);
			return (shaped.success ? normal(shaped.data) : undefined) ?? value;
		},
		wire: (value) => wire(shape.parse(value)),
	};
}

const string = z.string();
const strings = z.array(string);
const number = z.number();
const boolean = z.boolean();
const instant = z.union([number, string]);
const windowList = z.array(z.object({ startTime: string, endTime: string }));
const wholeReadBack = z.union([number, string.regex(/^-?\d+$/).transform(Number)]);
const windowsReadBack = z
	.array(
		z
			.object({ StartTime: string, EndTime: string })
			.transform(({ StartTime, EndTime }) => ({ startTime: StartTime, endTime: EndTime })),
	)
	.refine((windows) => normalForm(windows) !== undefined);
/** A moment to the second on the service's clock, however it is written. */
const dateTimeReadBack = string.transform((text, { issues }) => {
	const local = localDateTime(text);
	if (local === undefined) issues.push({ code: "custom", input: text });
	return local ?? text;
});

const same = <V>(value: V) => value;

export const kinds = {
	text: kind({ shape: string, readBack: string.min(1), normal: same, wire: same }),
	whole: kind({ shape: number, readBack: wholeReadBack, normal: same, wire: String }),
	flag: kind({ shape: boolean, readBack: boolean, normal: same, wire: String }),
	set: kind({
		shape: strings,
		readBack: strings,
		normal: (members) => [...new Set(members)].sort(),
		wire: (members) => JSON.stringify(members),
	}),
	windows: kind({
		shape: windowList,
		// The precision of the service stays: it may omit seconds.
		readBack: windowsReadBack,
		normal: normalForm,
		// The service takes a list of texts, each of them JSON: encoded twice.
		wire: (windows) => JSON.stringify(windows.map(({ startTime, endTime }) => JSON.stringify({ startTime, endTime }))),
	}),
	instant: kind({
		shape: instant,
		readBack: wholeReadBack,
		normal: (value) => epochOf(value) || undefined,
		wire: (value) => String(epochOf(value)),
	}),
	dateTime: kind({
		shape: string,
		readBack: dateTimeReadBack,
		normal: localDateTime,
		wire: (text) => localDateTime(text) ?? text,
	}),
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

/** Epoch milliseconds of a checked instant. */
export function epochOf(value: number | string): number {
	return typeof value === "number" ? value : Date.parse(value.toUpperCase());
}

/** A value in the precision of what the service shows: without seconds where the service shows none. */
export function asPreciseAs(shown: unknown, value: unknown): unknown {
	const windows = windowList.safeParse(value).data;
	const times = windowList.safeParse(shown).data?.flatMap(({ startTime, endTime }) => [startTime, endTime]) ?? [];
	if (windows === undefined || times.length === 0 || times.some((time) => time.length > "HH:mm".length)) return value;
	const toTheMinute = (time: string) => time.slice(0, "HH:mm".length);
	return windows.map(({ startTime, endTime }) => ({
		startTime: toTheMinute(startTime),
		endTime: toTheMinute(endTime),
	}));
}

function localDateTime(text: string): string | undefined {
	const epoch = instantOf(text);
	return epoch === undefined ? undefined : localOf(epoch);
}

/** The windows in normal form; `undefined` when one of them cannot be read. */
function normalForm(windows: readonly CallWindow[]): CallWindow[] | undefined {
	const normal = normalWindows(windows);
	return normal.length === windows.length ? normal : undefined;
}
