import { z } from "zod";
import type { KindName } from "../definition/kinds";
import type { ListedTask } from "../run/account-tasks";
import { statusOf } from "../run/task-status";
import type { TaskRow } from "../service/operations";
import { taskDefinition } from "../tasks/definition";
import { shownProgress } from "../tasks/observe";
import { TaskProgress } from "../tasks/progress";

const Progress = TaskProgress.omit({ status: true }).meta({
	id: "TaskProgress",
	description: "How far a campaign is. The service leaves out what it does not know.",
});

/** What the list shows of a task. */
const listed = {
	taskId: z.string().meta({ description: "Id of the task, exact to the last of its 18 digits." }),
	taskName: z.string().meta({ description: "Name of the task." }),
	status: z
		.string()
		.meta({
			description:
				"`INIT` (nothing called yet), `RUNNING`, `STOPPED`, `FAILED` (failed to start), or the service's number of another status.",
		})
		.optional(),
	source: z.literal(1).meta({ description: "1 for an engine task. Unset for the task of an agent." }).optional(),
	agentId: z.string().meta({ description: "Id of the agent that speaks." }).optional(),
	applicationCode: z.string().meta({ description: "Code of the LLM application of an engine task." }).optional(),
	taskCps: z
		.int()
		.meta({ description: "Calls at a time: those that start in a second, and those in progress." })
		.optional(),
	progress: Progress.meta({ description: "How far the campaign is." }),
};

export const ListedTaskResult = z
	.object(listed)
	.meta({ id: "ListedTask", description: "A task of the account, as the service lists it." });

export function listedResult({ row, isEngine }: ListedTask): z.output<typeof ListedTaskResult> {
	return {
		taskId: row.TaskId,
		taskName: row.TaskName,
		status: statusIn(row),
		...(isEngine && { source: 1 }),
		agentId: row.AgentId || undefined,
		applicationCode: row.ApplicationCode || undefined,
		taskCps: row.ConcurrentCount || undefined,
		progress: shownProgress(row),
	};
}

/** The status in words, or the service's number of an unknown one. */
function statusIn({ Status }: Pick<TaskRow, "Status">): string | undefined {
	return statusOf(Status) ?? (Number.isFinite(Status) ? String(Status) : undefined);
}

const window = z
	.object({
		startTime: z.string().meta({ description: "`HH:mm:ss`." }),
		endTime: z.string().meta({ description: "`HH:mm:ss`, later than the start." }),
	})
	.meta({ id: "CallWindow", description: "A part of the day in which calls may be placed." });

/** What the service shows of a property, by its kind. */
const shapes: Readonly<Record<KindName, (description: string) => z.ZodType>> = {
	text: (description) => z.string().meta({ description }),
	whole: (description) => z.int().meta({ description }),
	flag: (description) => z.boolean().meta({ description }),
	set: (description) => z.array(z.string()).meta({ description }),
	windows: (description) => z.array(window).meta({ description }),
	instant: (description) => z.number().meta({ description }),
	dateTime: (description) => z.string().meta({ description }),
	files: never,
	names: never,
};

function never(): z.ZodType {
	throw new Error("The service shows no values of this kind.");
}

/** The properties of a task that the service shows, from the model of the resource. */
export const TaskDefinitionResult = z
	.object(
		Object.fromEntries(
			[...taskDefinition.properties].flatMap(([name, { kind, readBack, description }]) =>
				readBack === undefined ? [] : [[name, shapes[kind](description).optional()]],
			),
		),
	)
	.meta({
		id: "TaskDefinition",
		description: "How a task is defined, as the service shows it: the arguments of an AiCallTask.",
	});
