import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { sync as writeFileAtomic } from "write-file-atomic";

/** Milliseconds after which a file is removed: nobody has run that stack again. */
const longestKept = 90 * 24 * 3_600_000;

/** A folder of small JSON files. Nothing about it is ever a failure: what cannot be read or written is one warning. */
export class JournalFolder {
	private readonly directory: string;
	private readonly warn: (line: string) => void;
	private warned = false;
	private swept = false;

	constructor(directory: string, warn: (line: string) => void) {
		this.directory = directory;
		this.warn = warn;
	}

	/** Every file that can be read as what it should be, by name. A damaged one is removed. */
	read<T>(parse: (text: string) => T | undefined): Map<string, T> {
		const found = new Map<string, T>();
		for (const file of this.files()) {
			if (!file.endsWith(".json")) continue;
			const path = join(this.directory, file);
			this.attempt("read", () => {
				const value = parse(readFileSync(path, "utf8"));
				if (value !== undefined) return void found.set(file, value);
				rmSync(path, { force: true });
				throw new Error(`${file} was damaged, and is removed`);
			});
		}
		return found;
	}

	write(file: string, value: unknown): void {
		this.attempt("write", () => {
			mkdirSync(this.directory, { recursive: true, mode: 0o700 });
			writeFileAtomic(join(this.directory, file), JSON.stringify(value), { mode: 0o600, fsync: false });
		});
		this.sweep();
	}

	remove(file: string): void {
		this.attempt("remove", () => rmSync(join(this.directory, file), { force: true }));
	}

	/** Removes what nobody came back for, once in a run. */
	private sweep(): void {
		if (this.swept) return;
		this.swept = true;
		for (const file of this.files()) {
			const path = join(this.directory, file);
			this.attempt("tidy up", () => {
				const { mtimeMs } = statSync(path);
				if (Date.now() - mtimeMs > longestKept) rmSync(path, { force: true });
			});
		}
	}

	private files(): string[] {
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

/** A file that another run has removed in between. */
function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
