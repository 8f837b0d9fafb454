import type { Settings } from "./settings";
import type { Task } from "./task";

/** Every task of the account, found by id, by name, and in the orders the list may be asked for. */
export interface TaskBook {
	readonly byId: ReadonlyMap<string, Task>;
	add(task: Task): void;
	remove(task: Task): void;
	rename(task: Task, name: string): void;
	named(name: string, source: number): Task | undefined;
	isTaken(name: string, source: number, by?: Task): boolean;
	inOrder(order: Settings["listOrder"]): readonly Task[];
}

export function createTaskBook(settings: () => Settings): TaskBook {
	const byId = new Map<string, Task>();
	const byName = new Map<string, Set<Task>>();
	const formerNames = new Map<string, Task>();
	let sorted: { order: Settings["listOrder"]; tasks: readonly Task[] } | undefined;

	const enter = (name: string, task: Task) => {
		const holders = byName.get(name);
		if (holders === undefined) byName.set(name, new Set([task]));
		else holders.add(task);
	};
	const leave = (name: string, task: Task) => {
		const holders = byName.get(name);
		holders?.delete(task);
		if (holders?.size === 0) byName.delete(name);
	};
	const counts = (task: Task, source: number) =>
		settings().nameScope === "account" || task.definition.Source === source;
	const named = (name: string, source: number) => [...(byName.get(name) ?? [])].find((task) => counts(task, source));

	return {
		byId,
		named,
		add(task) {
			byId.set(task.id, task);
			enter(task.definition.TaskName, task);
			sorted = undefined;
		},
		remove(task) {
			byId.delete(task.id);
			leave(task.definition.TaskName, task);
			sorted = undefined;
		},
		rename(task, name) {
			const former = task.definition.TaskName;
			if (former === name) return;
			leave(former, task);
			formerNames.set(former, task);
			task.definition = { ...task.definition, TaskName: name };
			task.names.push(name);
			enter(name, task);
		},
		isTaken(name, source, by) {
			const holder = named(name, source);
			if (holder !== undefined && holder !== by) return true;
			const former = formerNames.get(name);
			return settings().nameFreedByRename === "never" && former !== undefined && former !== by;
		},
		inOrder(order) {
			if (sorted?.order !== order) sorted = { order, tasks: sortedBy(order, [...byId.values()]) };
			return sorted.tasks;
		},
	};
}

function sortedBy(order: Settings["listOrder"], oldestFirst: Task[]): Task[] {
	if (order === "oldest") return oldestFirst;
	if (order === "newest") return oldestFirst.reverse();
	return oldestFirst.sort((one, other) => (one.id < other.id ? -1 : 1));
}
