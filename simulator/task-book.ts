import { likeness } from "./likeness";
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
	/* By likeness, so that the setting may change at any time. */
	const byName = new Map<string, Set<Task>>();
	const formerNames = new Map<string, Map<string, Task>>();
	let sorted: { order: Settings["listOrder"]; tasks: readonly Task[] } | undefined;

	const enter = (name: string, task: Task) => {
		const key = likeness(name);
		const alike = byName.get(key);
		if (alike === undefined) byName.set(key, new Set([task]));
		else alike.add(task);
	};
	const leave = (name: string, task: Task) => {
		const key = likeness(name);
		const alike = byName.get(key);
		alike?.delete(task);
		if (alike?.size === 0) byName.delete(key);
	};
	const counts = (task: Task, source: number) =>
		settings().nameScope === "account" || task.definition.Source === source;
	const isOneName = (one: string, other: string) => one === other || settings().nameLikeness === "same";
	const holders = (name: string, source: number) =>
		[...(byName.get(likeness(name)) ?? [])].filter(
			(task) => counts(task, source) && isOneName(task.definition.TaskName, name),
		);
	const formerHolders = (name: string) =>
		[...(formerNames.get(likeness(name)) ?? [])].flatMap(([former, task]) => (isOneName(former, name) ? [task] : []));

	return {
		byId,
		named: (name, source) => holders(name, source).find((task) => task.definition.TaskName === name),
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
			const alike = formerNames.get(likeness(former)) ?? new Map<string, Task>();
			formerNames.set(likeness(former), alike.set(former, task));
			task.definition = { ...task.definition, TaskName: name };
			task.names.push(name);
			enter(name, task);
		},
		isTaken(name, source, by) {
			if (holders(name, source).some((holder) => holder !== by)) return true;
			return settings().nameFreedByRename === "never" && formerHolders(name).some((holder) => holder !== by);
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
