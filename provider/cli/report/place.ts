import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/** Where a program declares a resource. */
export interface Place {
	/** From the root of the repository, with `/`. */
	readonly file: string;
	readonly line: number;
	readonly column: number;
}

/** Reads source positions of a program in this folder; `undefined` for what is not part of its repository. */
export function placesIn(projectFolder: string): (position: string | undefined) => Place | undefined {
	const project = resolve(projectFolder);
	const root = repositoryOf(project) ?? project;
	return (position = "") => {
		const [, path, line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position) ?? [];
		if (path === undefined) return undefined;
		const file = fileIn(root, join(project, decoded(path)));
		const isOutside = /^(\.\.)?(\/|$)/.test(file) || isAbsolute(file);
		if (isOutside || /(^|\/)node_modules\//.test(file)) return undefined;
		return { file, line: Number(line), column: Number(column ?? 1) };
	};
}

/** The first line of a program, for what has no other place. */
export function placeOfProgram(projectFolder: string): Place {
	const project = resolve(projectFolder);
	const name = existsSync(join(project, "Pulumi.yml")) ? "Pulumi.yml" : "Pulumi.yaml";
	return { file: fileIn(repositoryOf(project) ?? project, join(project, name)), line: 1, column: 1 };
}

function fileIn(root: string, path: string): string {
	return relative(root, path).split(sep).join("/");
}

/** The path in a position: percent-encoded, and with `\` if Pulumi ran on Windows. */
function decoded(path: string): string {
	return path
		.split(/[/\\]|%5C/i)
		.map(decodedName)
		.join("/");
}

function decodedName(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

/** The folder above with a `.git`. */
function repositoryOf(folder: string): string | undefined {
	if (existsSync(join(folder, ".git"))) return folder;
	const above = dirname(folder);
	return above === folder ? undefined : repositoryOf(above);
}
