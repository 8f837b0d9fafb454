import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Contexts, type Evaluate, githubExpressions } from "./expressions";
import {
	fetches,
	type Job,
	keeps,
	runs,
	type SetUp,
	type Step,
	type StepState,
	type System,
	type Trigger,
} from "./job";
import { pipelinesFolder } from "./pipelines-folder";

const Env = z.record(z.string(), z.coerce.string()).default({});
const WorkflowStep = z.object({
	uses: z.string().optional(),
	run: z.string().optional(),
	if: z.string().optional(),
	env: Env,
	with: z.record(z.string(), z.coerce.string()).default({}),
});
const WorkflowJob = z.object({
	if: z.string().optional(),
	needs: z.union([z.string(), z.array(z.string())]).default([]),
	environment: z.string().optional(),
	concurrency: z.string().optional(),
	permissions: z.record(z.string(), z.string()).optional(),
	env: Env,
	steps: z.array(WorkflowStep),
});
const Workflow = z.object({ env: Env, jobs: z.record(z.string(), WorkflowJob) });
type WorkflowJob = z.output<typeof WorkflowJob>;
type WorkflowStep = z.output<typeof WorkflowStep>;

export const githubFile = join(pipelinesFolder, "github", "campaigns.yml");

const events = { "pull request": "pull_request", merge: "push", night: "schedule", "by hand": "workflow_dispatch" };
const ignored = /^(actions\/(checkout|setup-node)|github\/codeql-action\/upload-sarif)@/;

export const github: System = {
	name: "GitHub Actions",
	jobs: async (trigger, setUp, workspace) => {
		const evaluate = await githubExpressions();
		const workflow = readWorkflow();
		const results: Record<string, { result: string }> = {};
		const jobs: Job[] = [];
		for (const [name, job] of Object.entries(workflow.jobs)) {
			const needs = Object.fromEntries([job.needs].flat().map((one) => [one, results[one]]));
			const contexts = { ...contextsOf(trigger, setUp, workspace), needs };
			const state = {
				hasFailed: Object.values(needs).some((one) => one?.result !== "success"),
				hasFile: () => false,
			};
			const isStarted = isTrue(evaluate, job.if, contexts, state);
			results[name] = { result: isStarted ? "success" : "skipped" };
			if (isStarted) jobs.push(jobOf(name, job, workflow.env, evaluate, contexts));
		}
		return jobs;
	},
};

export function readWorkflow(): z.output<typeof Workflow> {
	return Workflow.parse(parse(readFileSync(githubFile, "utf8")));
}

function jobOf(name: string, job: WorkflowJob, env: SetUp, evaluate: Evaluate, contexts: Contexts): Job {
	const valuesOf = (values: SetUp) =>
		Object.fromEntries(Object.entries(values).map(([key, value]) => [key, evaluate(value, contexts, {})]));
	const jobEnv = { ...valuesOf(env), ...valuesOf(job.env) };
	const steps = job.steps.flatMap((step) => stepsOf(step, { ...jobEnv, ...valuesOf(step.env) }, evaluate, contexts));
	return { name, isGuarded: job.environment !== undefined, queue: job.concurrency, steps };
}

function stepsOf(step: WorkflowStep, env: SetUp, evaluate: Evaluate, contexts: Contexts): Step[] {
	const isWanted = (state: StepState) => isTrue(evaluate, step.if, contexts, state);
	const { uses = "", with: input, run } = step;
	if (run !== undefined) return [runs(run, { ...env, ...runnerVariables(contexts) }, isWanted)];
	if (uses.startsWith("actions/upload-artifact@")) return [keeps(input.name ?? "", [input.path ?? ""], isWanted)];
	if (uses.startsWith("actions/download-artifact@")) return [fetches(input.name ?? "")];
	if (uses.startsWith("actions/cache/restore@")) return [fetches("journal")];
	if (uses.startsWith("actions/cache/save@")) return [keeps("journal", [input.path ?? ""], isWanted)];
	if (ignored.test(uses)) return [];
	throw new Error(`${uses} is not known here.`);
}

/** A step or a job without `if`, or without a status function in it, needs the success of what is before it. */
function isTrue(evaluate: Evaluate, condition: string | undefined, contexts: Contexts, state: StepState): boolean {
	const hasStatus = /\b(success|failure|cancelled|always)\(\)/.test(condition ?? "");
	if (!hasStatus && state.hasFailed) return false;
	const functions = {
		success: () => !state.hasFailed,
		// Of a job: a job that is only skipped is no failure.
		failure: () => state.hasFailed && !Object.values(contexts.needs ?? {}).some((one) => one?.result === "skipped"),
		cancelled: () => false,
		always: () => true,
		hashFiles: (path: string) => (state.hasFile(path) ? "1" : ""),
	};
	return condition === undefined || evaluate(condition, contexts, functions) === "true";
}

function contextsOf(trigger: Trigger, setUp: SetUp, workspace: string): Contexts {
	const repository = "acme/campaigns";
	return {
		github: {
			event_name: events[trigger.event],
			event: { pull_request: { number: 7, head: { repo: { full_name: repository } } } },
			...{ repository, workspace, run_id: "42", run_attempt: "1", server_url: "https://github.com", token: "token" },
		},
		inputs: trigger.event === "by hand" ? { action: trigger.action, confirm: trigger.confirm } : {},
		vars: setUp,
		secrets: setUp,
	};
}

/** What the runner sets for every step. */
function runnerVariables(contexts: Contexts): SetUp {
	const { repository, workspace } = z.object({ repository: z.string(), workspace: z.string() }).parse(contexts.github);
	return {
		GITHUB_REPOSITORY: repository,
		GITHUB_STEP_SUMMARY: join(workspace, "..", "summary.md"),
		ACTIONS_ID_TOKEN_REQUEST_URL: "https://token.example?version=1",
		ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token",
	};
}
