import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FileRef } from "../../../provider/definition/file-ref";

/** Writes a file and names it as Pulumi does. */
export function fileIn(folder: string, name: string, content: string): FileRef {
	const path = join(folder, name);
	writeFileSync(path, content);
	return { path, hash: createHash("sha256").update(content).digest("hex") };
}
