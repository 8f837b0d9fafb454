import { z } from "zod";
import type { Field } from "../../definition/field";
import { asFiles, fileList } from "../../definition/file-ref";
import { kinds } from "../../definition/kinds";
import { inChina, secondOfDay, type Weekday, weekdays } from "../../definition/shanghai-time";
import { isKnown } from "../../definition/values";

/** What `pulumi preview --json` shows in place of a secret. */
const secret = "[secret]";

/** A value as people read it. Secrets and phone numbers are not shown. */
export function valueInWords(field: Field, value: unknown): string {
	if (value === undefined) return "not set";
	if (!isKnown(value)) return "known after the update";
	if (hasSecret(value)) return "a secret";
	if (field.textOf === "number") return "a number (not shown)";
	const shaped = kinds[field.kind].shaped(value);
	switch (field.kind) {
		case "windows":
			return windowsInWords(kinds.windows.normal(shaped));
		case "set":
			return daysInWords([value].flat().map(String));
		case "instant":
			return inChina(value) ?? String(value);
		case "flag":
			return value === true ? "yes" : "no";
		case "files":
			return fileList(asFiles(value))
				.map(({ path, hash }) => path || `a file (${hash.slice(0, 8)})`)
				.join(", ");
		case "names":
			return Object.entries(shaped ?? {})
				.map(([from, to]) => `${from} as ${to}`)
				.join(", ");
		default:
			return String(value);
	}
}

export function hasSecret(value: unknown): boolean {
	if (value === secret) return true;
	return typeof value === "object" && value !== null && Object.values(value).some(hasSecret);
}

const Windows = z.array(z.object({ startTime: z.string(), endTime: z.string() })).catch([]);

export function windowsInWords(windows: unknown): string {
	return Windows.parse(windows)
		.map((window) => [window.startTime, window.endTime].map(withoutSeconds).join("–"))
		.join(", ");
}

function withoutSeconds(time: string): string {
	return secondOfDay(time) === undefined ? time : time.replace(/^(\d\d:\d\d):00$/, "$1");
}

/** Days become ranges: Mon–Fri, Sun. Other values are listed. */
export function daysInWords(values: readonly string[]): string {
	const days = weekdays.filter((day) => values.includes(day));
	if (days.length !== values.length || days.length === 0) return values.join(", ");
	const runs: Weekday[][] = [];
	for (const day of days) {
		const last = runs.at(-1);
		const before = weekdays[weekdays.indexOf(day) - 1];
		if (last !== undefined && last.at(-1) === before) last.push(day);
		else runs.push([day]);
	}
	return runs
		.map((run) => (run.length < 3 ? run.map(short).join(", ") : `${short(run[0])}–${short(run.at(-1))}`))
		.join(", ");
}

function short(day = ""): string {
	return day.charAt(0) + day.slice(1, 3).toLowerCase();
}
