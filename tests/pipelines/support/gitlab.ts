import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import { type CommandResult, runCommand } from "../../../tools/setup/command";
import { fetches, type Job, keeps, runs, type SetUp, type System, type Trigger } from "./job";
import { pipelinesFolder } from "./pipelines-folder";

const Variables = z.record(z.string(), z.union([z.string(), z.object({ value: z.string() })])).default({});
const CiJob = z.object({
	script: z.array(z.string()),
	needs: z.array(z.string()).default([]),
	variables: Variables,
	resource_group: z.string().optional(),
	artifacts: z.object({ paths: z.array(z.string()), when: z.string().default("on_success") }).optional(),
	cache: z.object({ paths: z.array(z.string()), policy: z.string() }).optional(),
});
const Configuration = z.looseObject({
	variables: Variables,
	default: z.object({ id_tokens: z.record(z.string(), z.unknown()) }),
});
const Started = z.array(z.object({ name: z.string(), when: z.string() }));

export const gitlabText = readFileSync(join(pipelinesFolder, "gitlab", ".gitlab-ci.yml"), "utf8");
/** gitlab-ci-local calls it, and Node.js 20 lacks it. */
const setUnion = "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };";
const sources = { "pull request": "merge_request_event", merge: "push", night: "schedule", "by hand": "web" };

export const gitlab: System = {
	name: "GitLab CI",
	jobs: async (trigger, setUp, workspace) => {
		const configuration = Configuration.parse(parse(gitlabText, { merge: true }));
		const { exitCode, output, stdout } = await gitlabCiLocal(gitlabText, trigger);
		if (exitCode !== 0) throw new Error(output);
		const started = Started.parse(JSON.parse(stdout)).filter(({ when }) => when !== "never");
		const { variables, default: defaults } = configuration;
		const tokens = Object.fromEntries(Object.keys(defaults.id_tokens).map((name) => [name, "id-token"]));
		const given = { ...setUp, ...tokens, CI_PROJECT_DIR: workspace };
		return started.map(({ name, when }) => {
			const job = CiJob.parse(configuration[name]);
			const env = expanded({ ...given, ...plain(variables), ...inputsOf(trigger), ...plain(job.variables) });
			return jobOf(name, job, env, when === "manual");
		});
	},
};

const listed = new Map<string, Promise<CommandResult>>();

/** Checks a configuration against GitLab's schema, and lists its jobs with what their rules say. */
export function gitlabCiLocal(text: string, trigger: Trigger): Promise<CommandResult> {
	const variables = { CI_PIPELINE_SOURCE: sources[trigger.event], ...inputsOf(trigger) };
	const args = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
	const key = [text, ...args].join("\n");
	const known = listed.get(key) ?? listJobs(text, args);
	listed.set(key, known);
	return known;
}

async function listJobs(text: string, args: readonly string[]): Promise<CommandResult> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-gitlab-"));
	try {
		writeFileSync(join(folder, ".gitlab-ci.yml"), text);
		const polyfill = join(folder, "set-union.mjs");
		writeFileSync(polyfill, setUnion);
		const command = ["--import", pathToFileURL(polyfill).href, require.resolve("gitlab-ci-local")];
		const options = ["--list-json", "--ignore-predefined-vars", "CI_PIPELINE_SOURCE", ...args];
		return await runCommand(process.execPath, [...command, ...options], { cwd: folder });
	} finally {
		rmSync(folder, { recursive: true });
	}
}

function jobOf(name: string, job: z.output<typeof CiJob>, env: SetUp, isManual: boolean): Job {
	const isKept = job.artifacts?.when === "always" ? undefined : ({ hasFailed }: { hasFailed: boolean }) => !hasFailed;
	return {
		name,
		isGuarded: isManual,
		queue: job.resource_group,
		steps: [
			...job.needs.map(fetches),
			...(job.cache === undefined ? [] : [fetches("journal")]),
			// A runner executes the lines of a script as one.
			runs(`set -eo pipefail\n${job.script.join("\n")}`, env),
			...(job.artifacts === undefined ? [] : [keeps(name, job.artifacts.paths, isKept)]),
			...(job.cache?.policy === "pull-push" ? [keeps("journal", job.cache.paths)] : []),
		],
	};
}

function inputsOf(trigger: Trigger): Record<string, string> {
	return trigger.event === "by hand" ? { ACTION: trigger.action, CONFIRM: trigger.confirm } : {};
}

function plain(variables: z.output<typeof Variables>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(variables).map(([name, value]) => [name, typeof value === "string" ? value : value.value]),
	);
}

/** Variables may name others. */
function expanded(variables: SetUp): SetUp {
	const full = (text: string): string => text.replaceAll(/\$(\w+)/g, (_, name: string) => full(variables[name] ?? ""));
	return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, full(value)]));
}
