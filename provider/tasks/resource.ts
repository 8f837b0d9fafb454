import type { Resource } from "../run/resource";
import { createTask } from "./create";
import { declareTask } from "./declare";
import { taskDefinition } from "./definition";
import { deleteTask } from "./delete";
import { diff } from "./diff";
import { findTask } from "./find";
import { heldByDeclared } from "./held-in-stack";
import { launchOfTask } from "./launch";
import { taskLeftBehind } from "./left-behind";
import { listTasks } from "./list";
import type { AiCallTask } from "./model";
import { previewTask } from "./preview";
import { readTask } from "./read";
import { isReleasedName } from "./released-definition";
import { outputsOf, stateIn, type TaskState } from "./state";
import { updateTask } from "./update";

export { upgradeFrom010 } from "./recovery";

/** An AI call task: the table of its verbs. */
export const aiCallTask: Resource<AiCallTask, TaskState> = {
	definition: taskDefinition,
	stateIn,
	outputsOf,
	declare: declareTask,
	preview: previewTask,
	launch: launchOfTask,
	diff,
	create: createTask,
	read: readTask,
	update: async (context, change) => ({ state: await updateTask(context, change) }),
	delete: (context, id, { definition }) => deleteTask(context, id, definition),
	find: findTask,
	list: listTasks,
	leftBehind: taskLeftBehind,
	heldByDeclared,
	isReleased: isReleasedName,
};
