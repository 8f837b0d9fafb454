import { randomUUID } from "node:crypto";
import { readFileSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Finding } from "../definition/finding";

/** Folders that may hold something still. A process that ends in the middle of a preview leaves none behind. */
const open = new Set<string>();

function removeAll(): void {
	for (const folder of open) rmSync(folder, { recursive: true, force: true });
}

/**
 * Where the checks of one preview leave what they find, one file for each resource. The engine hands on nothing beside
 * a resource's inputs, and what is added to those becomes part of a saved plan. There is no folder until there is a
 * finding, and none when the last resource has taken its own.
 */
export class FindingsFolder {
	private readonly path = join(resolve(tmpdir()), `pulumi-aiccs-${randomUUID()}`);
	private files = 0;
	private readonly awaited = new Set<string>();

	/** The file for the findings about one more resource. */
	newFile(): string {
		if (open.size === 0 && !process.listeners("exit").includes(removeAll)) process.once("exit", removeAll);
		open.add(this.path);
		const file = join(this.path, String(this.files++));
		this.awaited.add(file);
		return file;
	}

	/** Takes the findings out of a file, once the engine has answered the registration that it was made for. */
	take(file: string): Finding[] {
		const findings = findingsIn(file);
		this.drop(file);
		return findings;
	}

	/** Removes a file that may be there still. */
	drop(file: string): void {
		rmSync(file, { force: true });
		if (this.awaited.delete(file) && this.awaited.size === 0) this.close();
	}

	/** No check is under way, so that nothing is being written. */
	private close(): void {
		try {
			rmdirSync(this.path);
		} catch (error) {
			if (!isMissing(error)) return;
		}
		open.delete(this.path);
	}
}

function findingsIn(file: string): Finding[] {
	try {
		return JSON.parse(readFileSync(file, "utf8"));
	} catch (error) {
		if (isMissing(error)) return [];
		throw error;
	}
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && "code" in error && error.code === "ENOENT";
}
