import { advanceCalls } from "../calls/advance-calls";
import { unknownTask } from "../refusals";
import type { Service } from "../service";
import type { Task } from "../task";

/** The task, with its calls simulated up to now. Throws a refusal if it does not exist. */
export function currentTask(service: Service, taskId: string): Task {
	const task = service.tasks.byId.get(taskId.trim());
	if (task === undefined) throw unknownTask(service.settings, taskId);
	advanceCalls(service, task);
	return task;
}
