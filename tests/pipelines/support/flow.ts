import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { type Job, keeps, runs, type SetUp, type System, type Trigger } from "./job";
import { pipelinesFolder } from "./pipelines-folder";

const Id = z.string().regex(/^[A-Za-z]\w{0,29}$/);
const Name = z.string().max(30);
const Source = z.strictObject({
	type: z.literal("codeup"),
	name: z.string(),
	endpoint: z.url(),
	branch: z.string(),
	triggerEvents: z.array(z.enum(["push", "tagPush", "mergeRequestMerged", "mergeRequestOpenedOrUpdate"])).default([]),
	certificate: z.strictObject({ type: z.literal("serviceConnection"), serviceConnection: z.string() }),
});
const FlowStep = z.discriminatedUnion("step", [
	z.strictObject({ name: Name, step: z.literal("Command"), with: z.strictObject({ run: z.string() }) }),
	z.strictObject({
		name: Name,
		step: z.literal("SetupNode"),
		with: z.strictObject({ versionType: z.enum(["predefined", "custom", "nvmrc"]), nodeVersion: z.string() }),
	}),
	z.strictObject({
		name: Name,
		step: z.literal("ArtifactUpload"),
		with: z.strictObject({
			uploadType: z.enum(["flowPublic", "packages"]),
			artifact: z.string(),
			filePath: z.array(z.string()),
		}),
	}),
]);
const Plugin = z.strictObject({
	name: Name,
	plugin: z.enum(["DingTalkPlugin", "WechatPlugin", "FeishuPlugin", "EmailPlugin", "WebhookPlugin"]),
	triggerState: z.array(z.enum(["success", "fail"])),
	with: z.strictObject({ webhook: z.string(), noticeContent: z.array(z.string()), customContent: z.string() }),
});
const StepsJob = z.strictObject({
	name: Name,
	runsOn: z.string().regex(/^(public|private)\//),
	condition: z.string().optional(),
	steps: z.record(Id, FlowStep),
	plugins: z.array(Plugin).default([]),
});
const ComponentJob = z.strictObject({
	name: Name,
	component: z.literal("ManualValidate"),
	with: z.strictObject({
		validatorType: z.literal("users"),
		validateMethod: z.enum(["and", "or"]),
		validatorUsers: z.array(z.string()),
	}),
});

/** The keys of Flow's YAML that its pages describe and the examples use. Flow publishes no schema. */
export const FlowPipeline = z.strictObject({
	name: z.string(),
	sources: z.record(Id, Source),
	concurrencyConfig: z
		.strictObject({
			maxRunningPipelineInstances: z.number(),
			pipelineMaxRunningBehavior: z.enum(["preemptOldest", "rejectNew"]),
		})
		.optional(),
	mountDirs: z.array(z.strictObject({ hostDir: z.string(), containerMountDir: z.string() })).default([]),
	variableGroups: z.array(z.string()),
	variables: z.array(z.strictObject({ key: z.string(), value: z.string() })),
	stages: z.record(Id, z.strictObject({ name: z.string(), jobs: z.record(Id, z.union([StepsJob, ComponentJob])) })),
});

export const flowFiles = ["preview.yml", "campaigns.yml", "drift.yml"] as const;

export function readFlow(file: (typeof flowFiles)[number]): z.output<typeof FlowPipeline> {
	return FlowPipeline.parse(parse(readFileSync(join(pipelinesFolder, "flow", file), "utf8")));
}

export const flow: System = {
	name: "Yunxiao Flow",
	jobs: (trigger, setUp, workspace) => {
		const pipeline = readFlow(fileOf(trigger));
		const queue = pipeline.concurrencyConfig?.maxRunningPipelineInstances === 1 ? pipeline.name : undefined;
		const variables = Object.fromEntries(pipeline.variables.map(({ key, value }) => [key, value]));
		const env = {
			...setUp,
			BUILD_NUMBER: "42",
			...variables,
			...inputsOf(trigger),
			...onThisMachine(variables, workspace),
		};
		const started: Job[] = [];
		let isGuarded = false;
		for (const { jobs } of Object.values(pipeline.stages)) {
			for (const [id, job] of Object.entries(jobs)) {
				// Everything after the approval waits for it.
				if ("component" in job) isGuarded = true;
				else if (isWanted(job.condition, env)) started.push({ ...jobOf(id, job, env), isGuarded, queue });
			}
		}
		return Promise.resolve(started);
	},
};

/** A pipeline of Flow that no trigger names is started by its settings in the console, as each night. */
function fileOf(trigger: Trigger): (typeof flowFiles)[number] {
	if (trigger.event === "by hand") return "campaigns.yml";
	const wanted = { "pull request": "mergeRequestOpenedOrUpdate", merge: "mergeRequestMerged", night: undefined };
	const found = flowFiles.find((file) => {
		const events = Object.values(readFlow(file).sources).flatMap(({ triggerEvents }) => triggerEvents);
		return events.at(0) === wanted[trigger.event];
	});
	if (found === undefined) throw new Error(`No pipeline is started by: ${trigger.event}.`);
	return found;
}

function jobOf(id: string, { steps }: z.output<typeof StepsJob>, env: SetUp): Pick<Job, "name" | "steps"> {
	return {
		name: id.replace(/_job$/, ""),
		steps: Object.values(steps).flatMap((step) => {
			if (step.step === "Command") return [runs(step.with.run, env)];
			return step.step === "ArtifactUpload" ? [keeps(step.with.artifact, step.with.filePath, succeeded)] : [];
		}),
	};
}

const succeeded = ({ hasFailed }: { hasFailed: boolean }) => !hasFailed;

/** `"${NAME}" == "text"` or `!=`: all that the examples use. */
function isWanted(condition: string | undefined, env: SetUp): boolean {
	if (condition === undefined) return true;
	const [, name = "", operator, text] = /^"\$\{(\w+)\}" (==|!=) "(\w*)"$/.exec(condition.trim()) ?? [];
	if (operator === undefined) throw new Error(`The condition ${condition} is not known here.`);
	return (env[name] === text) === (operator === "==");
}

/** The machine's own folder is beside the workspace. */
function onThisMachine({ KEEP }: SetUp, workspace: string): SetUp {
	return KEEP === undefined ? {} : { KEEP: join(workspace, "..", KEEP) };
}

function inputsOf(trigger: Trigger): SetUp {
	return trigger.event === "by hand" ? { ACTION: trigger.action, CONFIRM: trigger.confirm } : {};
}
