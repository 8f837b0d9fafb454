import { unknownTask } from "../refusals";
import type { Task } from "../task";
import type { World } from "../world";

export function mustFindTask({ tasks, settings }: World, taskId: string): Task {
	const task = tasks.byId.get(taskId.trim());
	if (task === undefined) throw unknownTask(settings, taskId);
	return task;
}
