import type { Unknown } from "../definition/values";
import type { Api } from "../service/client";
import type { TaskRow } from "../service/operations";
import { AccountAgents } from "./account-agents";
import { TaskList } from "./task-list";

/** A task, as the list shows it. */
export interface ListedTask {
	readonly row: TaskRow;
	/** It is in the list of engine tasks: nothing else shows that. */
	readonly isEngine: boolean;
}

/** The tasks of both lists, each once. */
export function listedTasks(tasks: readonly TaskRow[], engines: readonly TaskRow[]): readonly ListedTask[] {
	const byId = new Map(tasks.map((row) => [row.TaskId, { row, isEngine: false }]));
	for (const row of engines) byId.set(row.TaskId, { row, isEngine: true });
	return [...byId.values()];
}

/**
 * The tasks of the account, and its agents. It is not published whether the list includes engine tasks (`source` 1), so
 * the list of engine tasks is queried as well.
 */
export class AccountTasks {
	readonly agents: AccountAgents;
	private readonly tasks: TaskList;
	private readonly engines: TaskList;

	constructor(api: Api) {
		this.agents = new AccountAgents(api);
		this.tasks = new TaskList(api);
		this.engines = new TaskList(api, { Source: "1" });
	}

	/** The task that holds a name, as this run has read it, or else by a query. */
	async holderOf(name: string, source?: number | Unknown): Promise<TaskRow | undefined> {
		return (await this.tasks.holderOf(name)) ?? (source === 1 ? this.engines.holderOf(name) : undefined);
	}

	/** The task that holds a name now. Always queries. */
	async freshHolderOf(name: string): Promise<TaskRow | undefined> {
		return (await this.tasks.freshHolderOf(name)) ?? this.engines.freshHolderOf(name);
	}

	/** The row of a task, as this run has read it, or else by a query. */
	async rowOf(taskId: string, source?: number | Unknown): Promise<TaskRow | undefined> {
		const read = this.tasks.readRowOf(taskId) ?? this.engines.readRowOf(taskId);
		if (read !== undefined) return read;
		return (await this.tasks.rowOf(taskId)) ?? (source === 1 ? this.engines.rowOf(taskId) : undefined);
	}

	/** The row of a task now. Always queries. */
	async freshRowOf(taskId: string): Promise<TaskRow | undefined> {
		return (await this.tasks.freshRowOf(taskId)) ?? this.engines.freshRowOf(taskId);
	}

	/** Every task of the account. */
	async all(): Promise<readonly ListedTask[]> {
		const [tasks, engines] = await Promise.all([this.tasks.all(), this.engines.all()]);
		return listedTasks(tasks, engines);
	}

	/** The tasks that have a text as their name, or as their id. */
	async called(text: string): Promise<readonly ListedTask[]> {
		const rows = async (list: TaskList) => {
			const [byName, byId] = [await list.holderOf(text), /^\d+$/.test(text) ? await list.rowOf(text) : undefined];
			return [byName, byId].filter((row) => row !== undefined);
		};
		return listedTasks(await rows(this.tasks), await rows(this.engines));
	}

	/** Records that a task no longer holds its name. */
	nameReleased(taskId: string): void {
		this.tasks.nameReleased(taskId);
		this.engines.nameReleased(taskId);
	}
}
