import { unknownTask } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";

export function mustFindTask({ tasks, settings }: Service, taskId: string): Task {
	const task = tasks.byId.get(taskId.trim());
	if (task === undefined) throw unknownTask(settings, taskId);
	return task;
}
