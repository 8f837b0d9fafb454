import type { Settings } from "./settings";
import type { Task } from "./task";

/** The tasks of the account, indexed by id and by name. */
export interface TaskStore {
	readonly byId: ReadonlyMap<string, Task>;
	add(task: Task): void;
	remove(task: Task): void;
	rename(task: Task, name: string): void;
	named(name: string, source: number): Task | undefined;
	/** Whether a task other than `except` holds the name. */
	isTaken(name: string, source: number, except?: Task): boolean;
	inOrder(order: Settings["listOrder"]): readonly Task[];
}

export function createTaskStore(settings: () => Settings): TaskStore {
	const byId = new Map<string, Task>();
	// By folded name, since the setting nameLikeness may change at any time.
	const byName = new Map<string, Set<Task>>();
	const formerNames = new Map<string, Map<string, Task>>();
	let sorted: { order: Settings["listOrder"]; tasks: readonly Task[] } | undefined;

	const addName = (name: string, task: Task) => {
		const key = foldName(name);
		const holders = byName.get(key);
		if (holders === undefined) byName.set(key, new Set([task]));
		else holders.add(task);
	};
	const removeName = (name: string, task: Task) => {
		const key = foldName(name);
		const holders = byName.get(key);
		holders?.delete(task);
		if (holders?.size === 0) byName.delete(key);
	};
	const isInScope = (task: Task, source: number) =>
		settings().nameScope === "account" || task.definition.Source === source;
	const isSameName = (one: string, other: string) => one === other || settings().nameLikeness === "same";
	const holders = (name: string, source: number) =>
		[...(byName.get(foldName(name)) ?? [])].filter(
			(task) => isInScope(task, source) && isSameName(task.definition.TaskName, name),
		);
	const formerHolders = (name: string) =>
		[...(formerNames.get(foldName(name)) ?? [])].flatMap(([former, task]) => (isSameName(former, name) ? [task] : []));

	return {
		byId,
		named: (name, source) => holders(name, source).find((task) => task.definition.TaskName === name),
		add(task) {
			byId.set(task.id, task);
			addName(task.definition.TaskName, task);
			sorted = undefined;
		},
		remove(task) {
			byId.delete(task.id);
			removeName(task.definition.TaskName, task);
			sorted = undefined;
		},
		rename(task, name) {
			const former = task.definition.TaskName;
			if (former === name) return;
			removeName(former, task);
			const key = foldName(former);
			formerNames.set(key, (formerNames.get(key) ?? new Map<string, Task>()).set(former, task));
			task.definition = { ...task.definition, TaskName: name };
			task.names.push(name);
			addName(name, task);
		},
		isTaken(name, source, except) {
			if (holders(name, source).some((holder) => holder !== except)) return true;
			return settings().nameFreedByRename === "never" && formerHolders(name).some((holder) => holder !== except);
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

/** Equal for names that differ only by letter case, Unicode normal form or character width. */
export function foldName(name: string): string {
	return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}
