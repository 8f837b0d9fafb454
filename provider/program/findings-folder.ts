import { randomUUID } from "node:crypto";
import { rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Finding } from "../definition/finding";
import { isMissing, readFindings } from "./read-findings";

/** Folders that may still exist. A process that ends in the middle of a preview removes them. */
const open = new Set<string>();

function removeAll(): void {
	for (const folder of open) rmSync(folder, { recursive: true, force: true });
}

/**
 * The folder in which the checks of one preview leave their findings, one file for each resource. The engine passes on
 * only a resource's inputs, and those become part of a saved plan. The folder exists from the first finding until the
 * last resource has read its own.
 */
export class FindingsFolder {
	private readonly path = join(resolve(tmpdir()), `pulumi-aiccs-${randomUUID()}`);
	private files = 0;
	private readonly awaited = new Set<string>();

	/** A file for the findings of one more resource. */
	newFile(): string {
		if (open.size === 0 && !process.listeners("exit").includes(removeAll)) process.once("exit", removeAll);
		open.add(this.path);
		const file = join(this.path, String(this.files++));
		this.awaited.add(file);
		return file;
	}

	/** Reads and removes a file. Call it when the engine has registered the resource. */
	take(file: string): Finding[] {
		const findings = readFindings(file);
		this.drop(file);
		return findings;
	}

	/** Removes a file, if it exists. */
	drop(file: string): void {
		rmSync(file, { force: true });
		if (this.awaited.delete(file) && this.awaited.size === 0) this.close();
	}

	/** No check is running, so nothing is being written. */
	private close(): void {
		try {
			rmdirSync(this.path);
		} catch (error) {
			if (!isMissing(error)) return;
		}
		open.delete(this.path);
	}
}
