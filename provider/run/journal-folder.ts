import { randomBytes } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Milliseconds after which a file is removed: nobody has run that stack again. */
const longestKept = 90 * 24 * 3_600_000;

/** A line, and the file that it stands in. */
export interface Line<T> {
	readonly file: string;
	readonly value: T;
}

/**
 * A folder of files of JSON lines: each run appends to one of its own, so that runs never wait for each other. Nothing
 * about it is ever a failure: what cannot be read or written is one warning.
 */
export class JournalFolder {
	private readonly directory: string;
	private readonly warn: (line: string) => void;
	private warned = false;
	private ownFile: string | undefined;
	private readonly bytesRead = new Map<string, number>();

	constructor(directory: string, warn: (line: string) => void) {
		this.directory = directory;
		this.warn = warn;
	}

	/** Every line that can be read, the oldest run's first. A file of which none can be is removed. */
	read<T>(parse: (text: string) => T | undefined): Line<T>[] {
		return this.files().flatMap((file) => {
			let values: T[] = [];
			this.attempt("read", () => {
				const content = readFileSync(join(this.directory, file));
				this.bytesRead.set(file, content.length);
				const lines = content.toString().split("\n").filter(Boolean);
				values = lines.map(parse).filter((value) => value !== undefined);
				// An empty one is being begun by another run at this moment.
				if (values.length === lines.length) return;
				if (values.length > 0) throw new Error(`a line of ${file} is damaged, and is passed over`);
				this.remove(file);
				throw new Error(`${file} was damaged, and is removed`);
			});
			return values.map((value) => ({ file, value }));
		});
	}

	/** Adds a line to this run's file, and answers which that is. */
	append(value: unknown): string {
		this.ownFile ??= this.begun();
		const path = join(this.directory, this.ownFile);
		// The break comes first, so that a line that was cut short spoils no other.
		this.attempt("write", () => appendFileSync(path, `\n${JSON.stringify(value)}`, { mode: 0o600 }));
		return this.ownFile;
	}

	/** Removes a file, unless another run has written to it since it was read. Answers whether it is gone. */
	remove(file: string): boolean {
		const path = join(this.directory, file);
		this.attempt("remove", () => {
			if (file === this.ownFile || statSync(path).size === this.bytesRead.get(file)) rmSync(path);
		});
		return !existsSync(path);
	}

	/** The name of this run's file, higher than every other. Removes what nobody came back for. */
	private begun(): string {
		this.attempt("write", () => mkdirSync(this.directory, { recursive: true, mode: 0o700 }));
		for (const file of this.listed()) {
			const path = join(this.directory, file);
			this.attempt("tidy up", () => {
				if (Date.now() - statSync(path).mtimeMs > longestKept) rmSync(path, { force: true });
			});
		}
		const number = 1 + Math.max(0, ...this.files().map(numberOf));
		return `run-${number}-${randomBytes(4).toString("hex")}.jsonl`;
	}

	/** The files, the oldest run's first. */
	private files(): string[] {
		return this.listed()
			.filter((file) => /\.jsonl?$/.test(file))
			.sort((one, other) => numberOf(one) - numberOf(other));
	}

	private listed(): string[] {
		try {
			return readdirSync(this.directory);
		} catch {
			// Nothing has ever been noted, or the folder cannot be read: writing will say so.
			return [];
		}
	}

	private attempt(what: string, action: () => void): void {
		try {
			action();
		} catch (error) {
			if (this.warned || isMissing(error)) return;
			this.warned = true;
			const reason = error instanceof Error ? error.message : String(error);
			this.warn(
				`The journal in ${this.directory} could not be used (${what}: ${reason}). Everything goes on without it; only after a crash a task left behind would have to be adopted by hand. Mend or remove that folder.`,
			);
		}
	}
}

/** Runs are numbered, since clocks are set back. Files of the first form, one for each resource, have no number. */
function numberOf(file: string): number {
	return Number(/^run-(\d+)-/.exec(file)?.[1] ?? 0);
}

/** A file that another run has removed in between. */
function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
