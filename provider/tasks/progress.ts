import { z } from "zod";
import { statuses } from "../run/task-status";

/** What a refresh reads about a task besides its definition. None of it is ever drift. */
export const TaskProgress = z.object({
	status: z.enum(statuses).meta({
		description:
			"State of the task as last seen by an update or refresh: INIT (nothing called yet), RUNNING, STOPPED, FAILED (failed to start). The service has no state for a finished campaign: `progress.completeRate` says that.",
	}),
	startFailedReason: z.string().optional().meta({ description: "Why the start failed, in the service's words." }),
	agentName: z.string().optional().meta({ description: "Name of the agent." }),
	applicationName: z.string().optional().meta({ description: "Name of the LLM application." }),
	createTime: z.number().optional().meta({ description: "When the task was created, epoch milliseconds." }),
	realStartTime: z.number().optional().meta({ description: "When the task really started, epoch milliseconds." }),
	totalCount: z.number().optional().meta({ description: "Numbers imported." }),
	succeedCount: z.number().optional().meta({ description: "Numbers reached." }),
	failedCount: z.number().optional().meta({ description: "Numbers given up." }),
	callingCount: z.number().optional().meta({ description: "Calls in progress." }),
	totalCallCount: z.number().optional().meta({ description: "Calls placed." }),
	completeRate: z.string().optional().meta({ description: "Share of the numbers that is done, for example `70%`." }),
});
export type TaskProgress = z.output<typeof TaskProgress>;
