import { getAgents } from "./get-agents";
import { getCallResults } from "./get-call-results";
import { getTask } from "./get-task";
import { getTasks } from "./get-tasks";
import type { Lookup } from "./lookup";

/** Every lookup. A new one is added here. */
export const lookups: readonly Lookup[] = [getAgents, getTask, getTasks, getCallResults];
