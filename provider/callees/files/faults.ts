import type { Finding } from "../../definition/finding";
import { type RowKind, rowKinds } from "./row-kinds";

/** How many lines of a kind a finding lists. */
export const mostLines = 20;

/** What is wrong, or worth knowing, with one row of a file. */
export interface RowFault {
	/** The path of the file as the program writes it. */
	readonly file: string;
	/** The line on which the row begins, from 1. */
	readonly line: number;
	readonly kind: RowKind;
	/** The header of the column, if the fault is in one. */
	readonly column?: string | undefined;
}

/** Counts lines and keeps the first ones. */
export class Lines {
	#count = 0;
	readonly #first: number[] = [];

	add(line: number): void {
		this.#count++;
		if (this.#first.length < mostLines) this.#first.push(line);
	}

	copy(): Lines {
		const lines = new Lines();
		lines.#count = this.#count;
		lines.#first.push(...this.#first);
		return lines;
	}

	get count(): number {
		return this.#count;
	}

	/** The lines in words: `line 3`, `lines 3 and 8`, `lines 3, 8, 12 and 5 more`. */
	toString(): string {
		const more = this.#count - this.#first.length;
		const all = [...this.#first.map(String), ...(more > 0 ? [`${more} more`] : [])];
		if (all.length < 2) return `line ${all.join()}`;
		return `lines ${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
	}
}

interface Group extends Omit<RowFault, "line"> {
	readonly lines: Lines;
}

/**
 * Collects what is wrong with files. Takes no more memory for more rows. Findings name files, lines and headers, and
 * contain nothing of a row.
 */
export class Faults {
	/** The property that names the files. */
	readonly property: "source" | "doNotCall";
	readonly #groups = new Map<string, Group>();
	readonly #findings = new Map<string, Finding>();

	constructor(property: "source" | "doNotCall") {
		this.property = property;
	}

	/** Adds a fault of a row. */
	add({ line, ...about }: RowFault): void {
		this.#groupOf(about).lines.add(line);
	}

	/** Adds many rows with the same fault. */
	addLines(about: Omit<RowFault, "line">, lines: Lines): void {
		if (lines.count > 0) this.#groups.set(keyOf(about), { ...about, lines });
	}

	/** Adds something about a whole file. */
	addFinding(finding: Finding): void {
		this.#findings.set(JSON.stringify(finding), finding);
	}

	get hasErrors(): boolean {
		const kinds = [...this.#groups.values()].map(({ kind }) => rowKinds[kind]);
		return [...this.#findings.values(), ...kinds].some(({ severity }) => severity === "error");
	}

	/** Errors first, then warnings, then notes. */
	findings(): Finding[] {
		const rows = [...this.#groups.values()].map((group) => this.#findingOf(group));
		const all = [...this.#findings.values(), ...rows];
		return severities.flatMap((severity) => all.filter((finding) => finding.severity === severity));
	}

	#groupOf(about: Omit<RowFault, "line">): Group {
		const key = keyOf(about);
		const group = this.#groups.get(key) ?? { ...about, lines: new Lines() };
		this.#groups.set(key, group);
		return group;
	}

	#findingOf({ file, kind, column, lines }: Group): Finding {
		const { severity, what, why, fix } = rowKinds[kind];
		const rows = `${lines.count} ${lines.count === 1 ? "row" : "rows"}`;
		const place = column === undefined ? `${lines}` : `column ${quoted(column)}; ${lines}`;
		const reason = why === undefined ? "" : `: ${why}`;
		return { path: this.property, problem: `has ${rows} of ${file} ${what} (${place})${reason}.`, fix, severity };
	}
}

const severities = ["error", "warning", "note"] as const;

function keyOf({ file, kind, column }: Omit<RowFault, "line">): string {
	return JSON.stringify([file, kind, column]);
}

/** The file cannot be read as a list: no row of it, or none after some line. */
export class UnreadableFile extends Error {
	/** The rest of a sentence that begins with the property. */
	readonly problem: string;
	readonly fix: string;

	constructor(problem: string, fix: string) {
		super(`${problem} ${fix}`);
		this.name = "UnreadableFile";
		this.problem = problem;
		this.fix = fix;
	}
}

/** A header in a message: short, on one line, and without digits that could be a number of a file without headers. */
export function quoted(header: string): string {
	const plain = header.replace(/[\p{C}\s]+/gu, " ").replace(/\d{5,}/g, "…");
	return `"${plain.length > 40 ? `${plain.slice(0, 39)}…` : plain}"`;
}

/** Headers in a message. */
export function quotedList(headers: readonly string[]): string {
	const shown = headers.slice(0, 20).map(quoted);
	const more = headers.length - shown.length;
	return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}
