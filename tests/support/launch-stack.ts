import { calleeListOf } from "../../provider/callees/resource";

import { unknown } from "../../provider/definition/values";
import type { Context } from "../../provider/run/context";
import { aiCallTask } from "../../provider/tasks/resource";
import type { Around, ProcessOptions, QuickPlace } from "../callees/support/quick-place";
import { Engine, type Held, ownerOf, type Program, type UpOptions, type Values } from "./engine";
import { verbsOf } from "./shells/verbs";

/** A program of tasks, and of a list for some of them, by name. A list has no taskId: it gets that of its task. */
export interface Campaigns {
	readonly tasks: Program;
	readonly lists: Program;
}

export interface LaunchOptions extends UpOptions, ProcessOptions {
	/** Uses the provider process of the test's own. */
	readonly context?: Context;
	/** Tasks that --replace or a taint names, without their lists. */
	readonly replaceTasks?: readonly string[];
}

/** Where a run is killed: before the service executes a call, or before its answer arrives. */
export interface Kill extends ProcessOptions {
	readonly call: number;
	readonly when: "before" | "after";
}

/** The state of a stack. */
export interface StackState {
	readonly tasks: ReadonlyMap<string, Held>;
	readonly lists: ReadonlyMap<string, Held>;
}

/** A stack of tasks and their lists, with the limit and the confirmations of its configuration. */
export class LaunchStack {
	readonly confirmed: string[] = [];
	limit: number | undefined;
	readonly tasks: Engine;
	readonly lists: Engine;
	private readonly place: QuickPlace;
	private context: Context;

	constructor(place: QuickPlace, limit: number | undefined, batchSize = 3) {
		this.place = place;
		this.limit = limit;
		this.context = place.newContext();
		this.tasks = new Engine(verbsOf(aiCallTask), () => this.context);
		this.lists = new Engine(verbsOf(calleeListOf(batchSize)), () => this.context);
		this.lists.belongsTo = (name) => ownerOf(name);
	}

	/** A provider process with the stack's configuration. */
	newContext({ configuration = {}, ...options }: ProcessOptions = {}): Context {
		const limit = this.limit === undefined ? {} : { "aiccs:launchLimit": String(this.limit) };
		const confirmed = this.confirmed.length === 0 ? {} : { "aiccs:confirmedLaunches": JSON.stringify(this.confirmed) };
		return this.place.newContext({ ...options, configuration: { ...limit, ...confirmed, ...configuration } });
	}

	/** Runs `up` in a provider process. Returns the errors. */
	async up({ tasks, lists }: Campaigns, { context, replaceTasks, ...options }: LaunchOptions = {}): Promise<string[]> {
		this.context = context ?? this.newContext(options);
		const replace = replaceTasks ?? options.replace ?? [];
		const errors = await this.tasks.up(tasks, { ...options, replace }, this.context);
		if (errors.length > 0) return errors;
		return this.lists.up(this.withTaskIds(lists), options, this.context);
	}

	/** Runs `up` in a provider process that ends at a call. Returns the errors; `undefined` if it was killed. */
	async killedUp(campaigns: Campaigns, { call, when, around, ...options }: Kill): Promise<string[] | undefined> {
		let calls = 0;
		let recorded: StackState | undefined;
		const dieAt = (moment: Kill["when"]) => {
			if (calls === call && moment === when) recorded ??= this.state;
			if (recorded !== undefined) throw new Error("The process has ended.");
		};
		const mortal: Around = {
			async before(action, parameters) {
				calls++;
				dieAt("before");
				await around?.before?.(action, parameters);
			},
			async after(action, parameters) {
				await around?.after?.(action, parameters);
				dieAt("after");
			},
		};
		const errors = await this.up(campaigns, { ...options, around: mortal }).catch((error: unknown) => [String(error)]);
		if (recorded === undefined) return errors;
		this.restore(recorded);
		return undefined;
	}

	/** What a preview says about each resource. */
	async preview({ tasks, lists }: Campaigns, options: ProcessOptions = {}): Promise<string[]> {
		this.context = this.newContext(options);
		const ofTasks = await this.tasks.preview(tasks);
		const replaced = await this.tasks.plan(tasks);
		const isNew = (name: string) => replaced[name] === "create" || replaced[name] === "replace";
		const declared = Object.entries(this.withTaskIds(lists)).map(([name, list]) => [
			name,
			isNew(name) ? { ...list, taskId: unknown } : list,
		]);
		const ofLists = await this.lists.preview(Object.fromEntries(declared));
		return [...Object.values(ofTasks), ...Object.values(ofLists)].flat();
	}

	/** Runs `refresh`. Returns the errors. */
	async refresh(): Promise<string[]> {
		this.context = this.newContext();
		return [...(await this.tasks.refresh()), ...(await this.lists.refresh())];
	}

	/** Adds the confirmations that messages ask for, as their commands do. Returns the fingerprints. */
	confirm(messages: readonly string[]): string[] {
		return messages.flatMap((message) => {
			const [, index, fingerprint = ""] =
				/To confirm it(?:, after those with a smaller index)?: pulumi config set --path 'aiccs:confirmedLaunches\[(\d+)\]' (\S+?)\.?$/.exec(
					message,
				) ?? [];
			if (index === undefined) return [];
			if (Number(index) > this.confirmed.length) throw new Error(`array index out of range: ${message}`);
			this.confirmed[Number(index)] = fingerprint;
			return [fingerprint];
		});
	}

	get state(): StackState {
		return { tasks: new Map(this.tasks.state), lists: new Map(this.lists.state) };
	}

	restore({ tasks, lists }: StackState): void {
		this.tasks.restore(tasks);
		this.lists.restore(lists);
	}

	private withTaskIds(lists: Program): Program {
		const withId = ([name, list]: [string, Values]) => [name, { taskId: this.tasks.state.get(name)?.id, ...list }];
		return Object.fromEntries(Object.entries(lists).map(withId));
	}
}
