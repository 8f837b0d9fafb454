import { chmodSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { z } from "zod";
import { ensureHost } from "./hosts";
import { openProgram, type Program, type ProgramOptions } from "./program";

/** A plugin that a YAML program uses: its package, and the script that runs it. */
interface PluginSource {
	readonly name: string;
	readonly script: string;
}

/** The provider as a plugin. */
export const ourPlugin: PluginSource = {
	name: "aiccs",
	script: resolve(__dirname, "..", "..", "dist", "provider", "shells", "plugin", "main.js"),
};

/** A plugin that does nothing: what Pulumi itself costs. */
export const noopPlugin: PluginSource = {
	name: "noops",
	script: join(__dirname, "programs", "noop-plugin", "main.js"),
};

export interface PluginProgram extends Program {
	/** Declares so many tasks: those of `programs/tasks.js`. */
	declare(count: number): void;
}

/** Opens a YAML program over the plugin. Plugin and language host are on its PATH. It declares nothing yet. */
export async function openPluginProgram(
	{ name, script }: PluginSource,
	options: Pick<ProgramOptions, "simulator" | "env"> = {},
): Promise<PluginProgram> {
	const command = join("bin", `pulumi-resource-${name}`);
	const launcher = `#!/usr/bin/env node\nrequire(${JSON.stringify(script)});\n`;
	const program = await openProgram({ ...options, files: { "Pulumi.yaml": projectOf(name, 0), [command]: launcher } });
	chmodSync(join(program.directory, command), 0o755);
	const host = await ensureHost("yaml", (line) => process.stderr.write(`${line}\n`));
	program.env.PATH = [join(program.directory, "bin"), host, program.env.PATH].join(delimiter);
	return { ...program, declare: (count) => program.write({ "Pulumi.yaml": projectOf(name, count) }) };
}

const Tasks = z.array(z.looseObject({ taskName: z.string() }));

/** JSON is YAML. */
function projectOf(plugin: string, count: number): string {
	const tasks = Tasks.parse(require("./programs/tasks").tasksOf(count));
	const resources = tasks.map((properties) => [properties.taskName, { type: `${plugin}:AiCallTask`, properties }]);
	return `name: program\nruntime: yaml\nresources: ${JSON.stringify(Object.fromEntries(resources))}\n`;
}
