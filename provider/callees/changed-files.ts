import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { FileRef } from "../definition/file-ref";
import { error, type Finding } from "../definition/finding";

/** The files whose content is not the one that Pulumi recorded, and that the user has seen in the preview. */
async function changed(files: readonly FileRef[]): Promise<readonly FileRef[]> {
	const found: FileRef[] = [];
	for (const file of files) {
		if (file.hash !== "" && (await hashOf(file.path)) !== file.hash) found.push(file);
	}
	return found;
}

/** `undefined` if the file cannot be read, which reading it reports. */
async function hashOf(path: string): Promise<string | undefined> {
	const digest = createHash("sha256");
	for await (const chunk of createReadStream(path)) digest.update(chunk);
	return digest.digest("hex");
}

export async function changedFiles(property: string, files: readonly FileRef[]): Promise<Finding[]> {
	const found = await changed(files);
	return found.map(({ path }) => error(property, `has changed since Pulumi read it (${path}).`, "Run again."));
}

/** Throws if a file has changed since Pulumi read it. */
export async function assertUnchanged(files: readonly FileRef[]): Promise<void> {
	const [file] = await changed(files);
	if (file !== undefined) throw new Error(`${file.path} has changed since it was checked. Run the same command again.`);
}
