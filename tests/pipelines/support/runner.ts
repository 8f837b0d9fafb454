import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type CommandResult, runCommand } from "../../../tools/setup/command";
import type { Job, Step } from "./job";
import { pipelinesFolder } from "./pipelines-folder";

const repository = join(pipelinesFolder, "..", "..");

export interface JobResult {
	/** Of the first command that failed, or 0. */
	readonly exitCode: number;
	readonly output: string;
	/** The tools that the job called, with their arguments, in their order. */
	readonly calls: readonly string[];
}

/** A machine that runs jobs: each in the files of the repository, and what the job before has kept for it. */
export interface Runner {
	run(job: Job): Promise<JobResult>;
	/** The files of an artifact or a cache. */
	kept(name: string): string[];
}

export interface RunnerOptions {
	/** The folder of the program. */
	readonly workspace: string;
	readonly env: NodeJS.ProcessEnv;
	/** A script in place of the CLI; without it, the CLI of PATH is called. */
	readonly pulumi?: string;
}

/** Made by jobs: a job begins without them. */
const made = ["out", "plan.json", ".state", ".oidc-token"];

export function layOutRunner({ workspace, env, pulumi = "" }: RunnerOptions): Runner {
	const home = join(workspace, "..", "runner");
	const calls = join(home, "calls");
	const bin = join(home, "bin");
	cpSync(join(pipelinesFolder, "scripts"), join(workspace, "pipelines", "scripts"), { recursive: true });
	layOutTools(bin, workspace, pulumi);
	const jobEnv = { ...env, PATH: [bin, env.PATH].join(delimiter), NEXT_PATH: env.PATH, CALLS: calls, KEPT: home };
	const folderOf = (name: string) => join(home, "kept", name);

	const perform = async (step: Step): Promise<CommandResult | undefined> => {
		const [from, to] = step.kind === "keep" ? [workspace, folderOf(step.name)] : [folderOf(step.name), workspace];
		if (step.kind === "run") {
			return runCommand("bash", ["-e", "-c", step.command], { cwd: workspace, env: { ...jobEnv, ...step.env } });
		}
		const paths = step.kind === "keep" ? step.paths : existsSync(from) ? readdirSync(from) : [];
		for (const path of paths) {
			if (existsSync(join(from, path))) cpSync(join(from, path), join(to, path), { recursive: true });
		}
		return undefined;
	};

	return {
		run: async (job) => {
			for (const name of made) rmSync(join(workspace, name), { recursive: true, force: true });
			writeFileSync(calls, "");
			let exitCode = 0;
			let output = "";
			for (const step of job.steps) {
				const hasFile = (path: string) => existsSync(join(workspace, path));
				if (!step.isWanted({ hasFailed: exitCode !== 0, hasFile })) continue;
				const result = await perform(step);
				output += result?.output ?? "";
				if (exitCode === 0) exitCode = result?.exitCode ?? 0;
			}
			return { exitCode, output, calls: readFileSync(calls, "utf8").split("\n").slice(0, -1) };
		},
		kept: (name) =>
			existsSync(folderOf(name)) ? readdirSync(folderOf(name), { recursive: true, encoding: "utf8" }).sort() : [],
	};
}

/** Keeps the text that it is given, and answers a query with what the test has written. */
const gh = `for argument; do file="\${argument#body=@}"; [ ! -f "$file" ] || cp "$file" "$KEPT/body.md"; done
case "$*" in *--jq*) cat "$KEPT/answer" 2>/dev/null || true ;; esac
`;

/** Answers with GitHub's token, or with an installer. */
const curl = `case "$*" in
*get.pulumi.com*) echo 'mkdir -p ~/.pulumi/bin; printf "#!/bin/sh\\necho installed >>\\"$CALLS\\"\\n" >~/.pulumi/bin/pulumi; chmod +x ~/.pulumi/bin/pulumi; echo "install $*" >>"$CALLS"' ;;
*) echo '{"value":"id-token"}' ;;
esac
`;

/** What a runner has beside the CLI. Each tool records its call. */
function layOutTools(bin: string, workspace: string, pulumi: string): void {
	const record = (tool: string) => `#!/usr/bin/env bash\necho "${tool} $*" >>"$CALLS"\n`;
	const next = 'PATH=$NEXT_PATH exec pulumi "$@"\n';
	writeTool(join(bin, "npm"), record("npm"));
	writeTool(join(bin, "curl"), `${record("curl")}${curl}`);
	writeTool(join(bin, "gh"), `${record("gh")}${gh}`);
	writeTool(join(bin, "pulumi"), `${record("pulumi")}${pulumi || next}`);
	// Takes a second to find the command.
	if (pulumi !== "") writeTool(join(bin, "npx"), 'shift 2\nexec node_modules/.bin/"$@"\n');
	const command = join(repository, "dist", "provider", "cli", "main.js");
	writeTool(
		join(workspace, "node_modules", ".bin", "pulumi-aiccs"),
		`${record("pulumi-aiccs")}exec node "${command}" "$@"\n`,
	);
}

function writeTool(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text.startsWith("#!") ? text : `#!/usr/bin/env bash\n${text}`);
	chmodSync(path, 0o755);
}
