import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openProgram, type Program, type ProgramOptions } from "./program";

/** A program's files by their path in it, each with the file that it is copied from. */
export type Sources = Readonly<Record<string, string>>;

const programs = join(__dirname, "programs");

/** Tasks declared with the provider. */
export const ours: Sources = { "index.js": join(programs, "ours", "index.js") };

/** The same tasks declared with a provider that does nothing: what Pulumi itself costs. */
export const noopProvider: Sources = {
	"index.js": join(programs, "noop-provider", "index.js"),
	"node_modules/noop-provider/dynamic.js": join(programs, "noop-provider", "dynamic.js"),
};

/** Opens a program that requires `./tasks` for its declarations. They are as many as TASK_COUNT in its environment says. */
export function openTaskProgram(
	sources: Sources,
	options: Pick<ProgramOptions, "simulator" | "env"> = {},
): Promise<Program> {
	const files = Object.entries({ "tasks.js": join(programs, "tasks.js"), ...sources });
	const texts = Object.fromEntries(files.map(([path, source]) => [path, readFileSync(source, "utf8")]));
	return openProgram({ ...options, files: texts });
}
