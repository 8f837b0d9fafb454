import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";

const oneHour = 3_600_000;

/**
 * Fills a new folder, and makes `folder` a link to it only when it is complete: a killed run leaves nothing under that
 * name, and of two runs at once the first to end counts. The new folder is never moved, so its files may contain its path.
 */
export async function installOnce(folder: string, fill: (stage: string) => Promise<void>): Promise<void> {
	const parent = dirname(folder);
	mkdirSync(parent, { recursive: true });
	removeLeftovers(parent);
	const stage = mkdtempSync(`${folder}.unlinked-`);
	try {
		await fill(stage);
		link(stage, folder);
	} finally {
		if (linkedIn(parent, basename(stage)) === undefined) rmSync(stage, { recursive: true, force: true });
	}
}

/** Whether `folder` was installed. A link to a folder that no longer exists does not count. */
export function isInstalled(folder: string): boolean {
	return statSync(folder, { throwIfNoEntry: false }) !== undefined;
}

function link(stage: string, folder: string): void {
	if (isInstalled(folder)) return;
	rmSync(folder, { force: true });
	try {
		symlinkSync(basename(stage), folder);
	} catch (error) {
		// Another run has linked its own folder since.
		if (!isInstalled(folder)) throw error;
	}
}

function removeLeftovers(parent: string): void {
	for (const name of readdirSync(parent).filter((entry) => entry.includes(".unlinked-"))) {
		const changed = statSync(join(parent, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
		const isOld = changed < Date.now() - oneHour;
		if (isOld && linkedIn(parent, name) === undefined) rmSync(join(parent, name), { recursive: true, force: true });
	}
}

/** The link in `parent` to the folder `name`. */
function linkedIn(parent: string, name: string): string | undefined {
	return readdirSync(parent).find((entry) => {
		const path = join(parent, entry);
		return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() && readlinkSync(path) === name;
	});
}
