import type { Api } from "../service/client";
import { queryAiCallTaskPage, type TaskRow } from "../service/operations";
import { PageSize } from "./page-size";

/** How many names or ids are queried one by one before the whole list is read instead. */
const singleLookups = 2;
/** A list with more pages than this is read only when as many single queries have cost the same. */
const shortListPages = 20;
/** Milliseconds for which lookups are collected, so that concurrent ones are answered from one list. */
const gathering = 20;

type Filter = Readonly<Record<string, string>>;

/**
 * One list of tasks of the account. The service matches names loosely, so they are compared exactly here. A few lookups
 * are queried one by one; many are answered from the whole list, which is read once for all resources of a run.
 */
export class TaskList {
	private readonly byId = new Map<string, TaskRow>();
	private readonly byName = new Map<string, TaskRow>();
	private readonly released = new Set<string>();
	/** Lookups so far, pending ones included. */
	private asked = 0;
	private gathered: Promise<void> | undefined;
	private pages: Promise<number> | undefined;
	private whole: Promise<void> | undefined;
	private isWhole = false;
	private readonly size = new PageSize();
	private readonly api: Api;
	private readonly filter: Filter;

	constructor(api: Api, filter: Filter = {}) {
		this.api = api;
		this.filter = filter;
	}

	/** The task that holds a name, as this run has read it, or else by a query. */
	async holderOf(name: string): Promise<TaskRow | undefined> {
		return (await this.isRead()) ? this.byName.get(name.trim()) : this.freshHolderOf(name);
	}

	/** The task that holds a name now. Always queries. */
	async freshHolderOf(name: string): Promise<TaskRow | undefined> {
		return this.find(
			{ TaskName: name },
			({ TaskName, TaskId }) => TaskName.trim() === name.trim() && !this.released.has(TaskId),
		);
	}

	/** The row of a task, as this run has read it, or else by a query. */
	async rowOf(taskId: string): Promise<TaskRow | undefined> {
		const row = (await this.isRead()) ? this.byId.get(taskId) : undefined;
		return row ?? this.freshRowOf(taskId);
	}

	/** The row of a task, if this run has read the whole list. Never queries. */
	readRowOf(taskId: string): TaskRow | undefined {
		return this.isWhole ? this.byId.get(taskId) : undefined;
	}

	/** The row of a task now. Always queries. */
	async freshRowOf(taskId: string): Promise<TaskRow | undefined> {
		return this.find({ TaskId: taskId }, ({ TaskId }) => TaskId === taskId);
	}

	/** Records that a task no longer holds its name. */
	nameReleased(taskId: string): void {
		const name = this.byId.get(taskId)?.TaskName.trim();
		if (name !== undefined && this.byName.get(name)?.TaskId === taskId) this.byName.delete(name);
		this.byId.delete(taskId);
		this.released.add(taskId);
	}

	/** Every row, read once for the whole run. */
	async all(): Promise<readonly TaskRow[]> {
		await this.readWhole();
		return [...this.byId.values()];
	}

	/** Decides whether to read the whole list (true) or to query once more (false); reads it if so. */
	private async isRead(): Promise<boolean> {
		this.asked++;
		if (this.whole === undefined && !(await this.isWorthReading())) return false;
		await this.readWhole();
		return true;
	}

	private async readWhole(): Promise<void> {
		this.whole ??= this.pageCount().then((pages) => this.rest(pages));
		await this.whole.catch((error) => {
			this.whole = undefined;
			throw error;
		});
		this.isWhole = true;
	}

	private async isWorthReading(): Promise<boolean> {
		// Once the list's length is known there is nothing to collect: checks come one after the other.
		if (this.pages === undefined) await this.gather();
		if (this.asked <= singleLookups) return false;
		const pages = await this.pageCount();
		return pages <= shortListPages || pages < this.asked;
	}

	private gather(): Promise<void> {
		this.gathered ??= new Promise<void>((resolve) => setTimeout(resolve, gathering)).then(() => {
			this.gathered = undefined;
		});
		return this.gathered;
	}

	/** How many pages the list has, from its first page. */
	private async pageCount(): Promise<number> {
		this.pages ??= this.page({}, 1).then(({ pages }) => pages);
		return this.pages.catch((error) => {
			this.pages = undefined;
			throw error;
		});
	}

	private async rest(pages: number): Promise<void> {
		await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => this.page({}, index + 2)));
	}

	/** The first wanted row of all pages. */
	private async find(filter: Filter, isWanted: (row: TaskRow) => boolean): Promise<TaskRow | undefined> {
		const first = await this.page(filter, 1);
		let row = first.list.find(isWanted);
		for (let number = 2; row === undefined && number <= first.pages; number++) {
			row = (await this.page(filter, number)).list.find(isWanted);
		}
		return row;
	}

	/** One page, and the number of pages at the page size that the service accepts. */
	private async page(filter: Filter, number: number): Promise<{ list: TaskRow[]; pages: number }> {
		const query = { ...this.filter, ...filter, PageNo: String(number) };
		const { List, Total } = await this.size.request((PageSize) =>
			this.api.call(queryAiCallTaskPage, { ...query, PageSize }),
		);
		const list = List ?? [];
		for (const row of list) this.remember(row);
		const total = Math.max(Total ?? 0, list.length);
		return { list, pages: list.length === 0 ? 0 : Math.ceil(total / list.length) };
	}

	private remember(row: TaskRow): void {
		if (this.released.has(row.TaskId)) return;
		this.byId.set(row.TaskId, row);
		this.byName.set(row.TaskName.trim(), row);
	}
}
