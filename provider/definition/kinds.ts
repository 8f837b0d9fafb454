import { z } from "zod";
import { type CallWindow, normalWindows } from "./call-window";
import { asFiles, fileList } from "./file-ref";
import { instantOf, localOf, rfc3339Of } from "./shanghai-time";
import type { Value } from "./values";

/** How values of one kind are compared, sent and read back. */
interface Conversions<V extends Value> {
	/** A value as programs write it, limits not checked. */
	shape(value: unknown): V | undefined;
	/** A value as the service shows it. */
	readonly readBack: z.ZodType<V>;
	/** The form in which values with the same meaning are equal; `undefined` for a value that has none. */
	normal(value: V): unknown;
	/** The text of the request parameter. */
	wire(value: V): string;
	/** A shown value as a program should declare it, if that is another form. */
	written?(shown: V): V;
}

/** A kind of value. */
export interface Kind {
	/** The value, if it has the shape of this kind. */
	shaped(raw: unknown): Value | undefined;
	/** The value that the service shows, as a program would write it; `undefined` if absent or unreadable. */
	readBack(raw: unknown): Value | undefined;
	/** The form in which values with the same meaning are equal. A value of another shape is returned unchanged. */
	normal(value: unknown): unknown;
	/** The text of the request parameter. */
	wire(value: Value): string;
	/** A shown value as a program should declare it: with the same meaning, in a form that the checks accept. */
	written(shown: Value): Value;
}

function kind<V extends Value>({ shape, readBack, normal, wire, written }: Conversions<V>): Kind {
	// Most properties of a resource are not set, and zod is slow to refuse.
	const shaped = (raw: unknown) => (raw === undefined || raw === null ? undefined : shape(raw));
	return {
		shaped,
		readBack: (raw) => (raw === undefined || raw === null ? undefined : readBack.safeParse(raw).data),
		normal: (value) => {
			const known = shaped(value);
			return (known === undefined ? undefined : normal(known)) ?? value;
		},
		wire: (value) => {
			const known = shaped(value);
			if (known === undefined) throw new TypeError("A value does not have the shape of its property.");
			return wire(known);
		},
		written: (value) => {
			const known = shaped(value);
			return known === undefined || written === undefined ? value : written(known);
		},
	};
}

const text = (value: unknown) => (typeof value === "string" ? value : undefined);
const finiteNumber = (value: unknown) => (typeof value === "number" && Number.isFinite(value) ? value : undefined);
const flag = (value: unknown) => (typeof value === "boolean" ? value : undefined);

const string = z.string();
const strings = z.array(string);
const number = z.number();
const boolean = z.boolean();
const windowList = z.array(z.object({ startTime: string, endTime: string }));
const wholeReadBack = z.union([number, string.regex(/^-?\d+$/).transform(Number)]);
const windowsReadBack = z
	.array(
		z
			.object({ StartTime: string, EndTime: string })
			.transform(({ StartTime, EndTime }) => ({ startTime: StartTime, endTime: EndTime })),
	)
	.refine((windows) => normalForm(windows) !== undefined);
/** Any notation of a moment, converted to the service's clock. */
const dateTimeReadBack = string.transform((text, { issues }) => {
	const local = localDateTime(text);
	if (local === undefined) issues.push({ code: "custom", input: text });
	return local ?? text;
});

const textMap = z.record(string, string);
const neverShown = z.never();

function notSent(): never {
	throw new TypeError("Values of this kind are not sent.");
}

const same = <V>(value: V) => value;

export const kinds = {
	text: kind({ shape: text, readBack: string.min(1), normal: same, wire: same }),
	whole: kind({ shape: finiteNumber, readBack: wholeReadBack, normal: same, wire: String }),
	flag: kind({ shape: flag, readBack: boolean, normal: same, wire: String }),
	set: kind({
		shape: (value) => strings.safeParse(value).data,
		readBack: strings,
		normal: (members) => [...new Set(members)].sort(),
		wire: (members) => JSON.stringify(members),
		written: (members) => [...new Set(members)],
	}),
	windows: kind({
		shape: (value) => windowList.safeParse(value).data,
		// Keep the precision that the service shows: it may omit seconds.
		readBack: windowsReadBack,
		normal: normalForm,
		// The service takes a JSON list of JSON texts.
		wire: (windows) => JSON.stringify(windows.map(({ startTime, endTime }) => JSON.stringify({ startTime, endTime }))),
		written: (windows) => windows.flatMap((window) => normalWindows([window])),
	}),
	instant: kind({
		shape: (value) => text(value) ?? finiteNumber(value),
		readBack: wholeReadBack,
		normal: (value) => epochOf(value) || undefined,
		wire: (value) => String(epochOf(value)),
		written: (value) => rfc3339Of(epochOf(value)) ?? value,
	}),
	files: kind({
		shape: asFiles,
		readBack: neverShown,
		// A file that was only moved is the same file.
		normal: (files) => fileList(files).map(({ hash, path }) => hash || path),
		wire: () => notSent(),
	}),
	names: kind({
		shape: (value) => textMap.safeParse(value).data,
		readBack: neverShown,
		normal: (map) => Object.fromEntries(Object.entries(map).sort()),
		wire: () => notSent(),
	}),
	dateTime: kind({
		shape: text,
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

/** A value in the precision that the service shows: without seconds if the service omits them. */
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

/** The windows in normal form; `undefined` if one of them cannot be read. */
function normalForm(windows: readonly CallWindow[]): CallWindow[] | undefined {
	const normal = normalWindows(windows);
	return normal.length === windows.length ? normal : undefined;
}
