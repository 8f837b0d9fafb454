import { z } from "zod";
import { part } from "./part";
import type { Fault } from "./text-fault";

/** A file that a program names, with the hash of its content when Pulumi read it. */
export const FileRef = z.object({ path: z.string(), hash: z.string() });
export type FileRef = Readonly<z.output<typeof FileRef>>;

const FileRefs = z.union([FileRef, z.array(FileRef).min(1)]);

/** A file that can be read. In a diff, and in its state, the engine leaves out the path. */
export const NamedFile = FileRef.refine(({ path }) => path !== "", "names no file");
export type FileRefs = FileRef | readonly FileRef[];

/** The files, if the value is one file or several. */
export function asFiles(value: unknown): FileRefs | undefined {
	return FileRefs.safeParse(value).data;
}

/** What an engine's other assets are in their place, because their content would be in the state, or changes unseen. */
export interface OtherAsset {
	readonly asset: "text" | "remote" | "archive";
}

/** Why a value is not a file. */
export function fileFault(value: unknown): Fault | undefined {
	const other = [value].flat().find((one) => !FileRef.safeParse(one).success);
	switch (part(other, "asset")) {
		case "text":
			return { problem: "is a StringAsset, whose text would be in the state of the stack" };
		case "remote":
			return { problem: "is a RemoteAsset, which can change without Pulumi seeing it" };
		case "archive":
			return { problem: "is an archive" };
		default:
			return typeof other === "string" ? { problem: "is a text" } : undefined;
	}
}

/** The files in their order. */
export function fileList(files: FileRefs | undefined): readonly FileRef[] {
	return files === undefined ? [] : [files].flat();
}
