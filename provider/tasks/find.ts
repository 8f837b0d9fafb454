import type { Context } from "../run/context";
import type { Listed } from "../run/resource";
import { listedTask } from "./list";
import { isReleasedName } from "./released-definition";

const newTask = "To make a new task, remove the import.";

/** The task that an import names: by its id, or by its name. */
export async function findTask({ account }: Context, idOrName: string): Promise<Listed> {
	const [task, ...others] = (await account.called(idOrName)).map(listedTask);
	const isId = /^\d+$/.test(idOrName);
	// A new task may not be listed yet.
	if (task === undefined && isId) return { id: idOrName, name: "" };
	if (task === undefined) {
		throw new Error(
			`The account has no task with the name ${quoted(idOrName)}. Use the task's id or its exact name, and check that the credentials are those of its account. ${newTask}`,
		);
	}
	if (others.length > 0) throw new Error(ambiguous(idOrName, [task, ...others]));
	if (!isReleasedName(task.name)) return task;
	throw new Error(
		`Task ${task.id} (${task.name}) was released by a destroy, and its numbers were cancelled. To use it again, declare a task with adoptTaskId: "${task.id}" and a taskName instead of importing it.`,
	);
}

function ambiguous(text: string, found: readonly Listed[]): string {
	const tasks = found.map(({ id, name }) =>
		id === text ? `the id of task ${quoted(name)}` : `the name of task ${id}`,
	);
	const fixes = found.map(({ id, name }) => (id === text ? `the name ${quoted(name)}` : `the id ${id}`));
	return `${quoted(text)} is ${tasks.join(" and ")}. Import the one that you mean by ${fixes.join(" or ")}.`;
}

function quoted(name: string): string {
	return JSON.stringify(name);
}
