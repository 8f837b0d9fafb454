import { join } from "node:path";
import { gte, lt } from "semver";
import { writeFiles } from "../pulumi/program";
import { dependenciesWith, manifest, taskArguments } from "./program";
import { npm } from "./registry";
import type { Group, Row } from "./row";
import { succeed } from "./succeed";
import { compilers, versions } from "./versions";

const others = `import { check } from "pulumi-aiccs/dynamic";
import { type Simulator, startSimulator } from "pulumi-aiccs/simulator";

export const simulator: Promise<Simulator> = startSimulator({ port: 0 });
export const inputs = check({}, {});
`;
const main = `import { AiCallTask, type AiCallTaskArgs, type AiCallTaskOutputs } from "pulumi-aiccs";

const args: AiCallTaskArgs = ${taskArguments};
const task: AiCallTaskOutputs = new AiCallTask("task", args);
export const status = task.status;
// @ts-expect-error
export const wrong: AiCallTaskArgs = { ...args, taskCps: "fast" };
`;

interface Resolution {
	readonly name: string;
	readonly module: string;
	/** The first compiler with it, and the first without. */
	readonly since: string;
	readonly until?: string;
}

const resolutions: readonly Resolution[] = [
	{ name: "node", module: "commonjs", since: "4.7.0", until: "7.0.0" },
	{ name: "node16", module: "node16", since: "4.7.0" },
	{ name: "nodenext", module: "nodenext", since: "4.7.0" },
	{ name: "bundler", module: "esnext", since: "5.0.0" },
];

/** The declarations of each entry, compiled by old and new compilers with each module resolution. */
export const types: Group = {
	name: "types",
	head: ["TypeScript", "moduleResolution"],
	rows: async ({ folder, tarball }) => {
		const { typescript: _, ...dependencies } = dependenciesWith(tarball, { "@types/node": versions.nodeTypes });
		writeFiles(folder, {
			"package.json": manifest({ name: "project", dependencies }),
			"main.ts": main,
			"main.mts": main,
			"others.ts": others,
			"others.mts": others,
		});
		await npm(["install", "--no-audit", "--no-fund"], folder);
		const home = join(folder, "compilers");
		const aliases = compilers.map((version) => [`typescript-${version}`, `npm:typescript@${version}`]);
		writeFiles(home, { "package.json": manifest({ name: "compilers", dependencies: Object.fromEntries(aliases) }) });
		await npm(["install", "--no-audit", "--no-fund"], home);
		return compilers.flatMap((version) =>
			resolutions
				.filter(({ since, until }) => gte(version, since) && (until === undefined || lt(version, until)))
				.map((resolution) => rowOf(folder, version, resolution)),
		);
	},
};

function rowOf(folder: string, version: string, { name, module }: Resolution): Row {
	// The simulator's declarations use zod's, which need TypeScript 5.
	const isOld = lt(version, "5.0.0");
	const sources = isOld ? ["main"] : ["main", "others"];
	const kinds = module.startsWith("node") ? ["ts", "mts"] : ["ts"];
	return {
		cells: [version, name],
		run: async () => {
			const compiler = join(folder, "compilers", "node_modules", `typescript-${version}`, "bin", "tsc");
			const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--types", "node"];
			const resolved = ["--module", module, "--moduleResolution", name];
			// TypeScript 6 reports this resolution as deprecated; TypeScript 7 has removed it.
			const known = name === "node" && gte(version, "6.0.0") ? ["--ignoreDeprecations", "6.0"] : [];
			const files = sources.flatMap((source) => kinds.map((kind) => `${source}.${kind}`));
			await succeed(process.execPath, [compiler, ...options, ...resolved, ...known, ...files], { cwd: folder });
			const entries = isOld ? "`pulumi-aiccs`" : "`pulumi-aiccs`, `/dynamic`, `/simulator`";
			return `compiles: ${entries}${kinds.length === 1 ? "" : ", as CommonJS and as ES modules"}`;
		},
	};
}
