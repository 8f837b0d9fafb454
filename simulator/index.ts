import { randomBytes } from "node:crypto";
import { type CallView, type DetailView, viewCalls, viewDetails } from "./control/number-views";
import {
	changeTask,
	deleteTask,
	importPhoneNumbers,
	type Seeds,
	seedTasks,
	setAgent,
	setStatus,
} from "./control/operator-actions";
import { type TaskView, viewTask, viewTasks } from "./control/task-view";
import type { FaultOrder } from "./faults/faults";
import { type Answer, perform } from "./perform";
import type { RequestView } from "./request-log";
import { listen } from "./server";
import { createService } from "./service";
import { mergeSettings, type Settings } from "./settings";
import type { TaskStatus } from "./task";
import type { TaskDefinition } from "./task-definition";

export type { CallView, DetailView } from "./control/number-views";
export type { Seeds } from "./control/operator-actions";
export type { TaskView } from "./control/task-view";
export type { FaultOrder } from "./faults/faults";
export { type Answer, AnswerLost } from "./perform";
export type { RequestView } from "./request-log";
export type { Settings } from "./settings";
export type { TaskStatus, Transition } from "./task";
export type { TaskDefinition } from "./task-definition";

export interface SimulatorOptions {
	/** The port to listen on. 0, the default, picks a free one. */
	port?: number;
	/** The address to listen on; 127.0.0.1 by default. Any other exposes the control API, which needs no key. */
	host?: string;
	/** Random by default. */
	accessKeyId?: string;
	/** Random by default. */
	accessKeySecret?: string;
	/** If set, every request must carry this token, as with temporary credentials. */
	securityToken?: string;
	/** Determines ids and call results; 1 by default. */
	seed?: number;
	/** The base clock, in epoch milliseconds; `advance` adds to it. Signatures are checked against the real clock. */
	now?: () => number;
	/**
	 * The time by which delays of settings (`listDelayAfterCreate`, `rowDelayAfterImport` ...) pass, in epoch
	 * milliseconds; the real time by default. Signatures never use it.
	 */
	realNow?: () => number;
	settings?: Partial<Settings>;
}

/** A running simulator. Programs in other languages find the same methods under `/_simulator/`. */
export interface Simulator {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
	tasks(): TaskView[];
	task(idOrName: string): TaskView | undefined;
	/** Every call that was placed until now, in the order in which they began. */
	calls(): readonly CallView[];
	/** Every number of a task, in the order of import. Throws if there is no such task. */
	details(taskId: string): readonly DetailView[];
	requests(): RequestView[];
	/** The actions of `requests()`. */
	actions(): string[];
	clearRequests(): void;
	/**
	 * Sends a request within the process, without connection and signature: it is subject to settings and faults, and
	 * logged, as one that passed the gateway's checks. Rejects with `AnswerLost` if a fault loses the answer, at once even
	 * if the fault holds a connection open.
	 */
	perform(action: string, parameters: Readonly<Record<string, string>>): Promise<Answer>;
	/** Moves the clock forward. */
	advance(seconds: number): void;
	/** Sets the clock: epoch milliseconds or ISO 8601. */
	setClock(to: number | string): void;
	fault(order: FaultOrder): void;
	clearFaults(): void;
	configure(settings: Partial<Settings>): void;
	/** Adds tasks without an API request; returns their ids. */
	seedTasks(seeds: Seeds): string[];
	importNumbers(taskId: string, phoneNumbers: string[]): void;
	setStatus(taskId: string, status: TaskStatus): void;
	changeTask(taskId: string, changes: Partial<TaskDefinition>): void;
	removeTask(taskId: string): void;
	setAgent(agentId: string, state: { online: boolean }): void;
	/** Closes the port and every connection immediately. */
	stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const keys = {
		accessKeyId: options.accessKeyId ?? `LTAI${randomBytes(10).toString("hex")}`,
		accessKeySecret: options.accessKeySecret ?? randomBytes(15).toString("hex"),
		securityToken: options.securityToken,
	};
	const service = createService({
		keys,
		seed: options.seed ?? 1,
		now: options.now ?? Date.now,
		realNow: options.realNow,
		settings: options.settings ?? {},
	});
	const { url, close } = await listen(service, options.host ?? "127.0.0.1", options.port ?? 0);
	const { clock, faults } = service;
	return {
		url,
		accessKeyId: keys.accessKeyId,
		accessKeySecret: keys.accessKeySecret,
		tasks: () => viewTasks(service),
		task: (idOrName) => viewTask(service, idOrName),
		calls: () => viewCalls(service),
		details: (taskId) => viewDetails(service, taskId),
		requests: () => [...service.requests],
		actions: () => service.requests.map(({ action }) => action),
		clearRequests() {
			service.requests = [];
		},
		perform: (action, parameters) => perform(service, action, parameters),
		advance: (seconds) => clock.advance(seconds),
		setClock: (to) => clock.set(new Date(to).getTime()),
		fault: (order) => void faults.add(order),
		clearFaults: () => faults.clear(),
		configure(settings) {
			service.settings = mergeSettings(service.settings, settings);
		},
		seedTasks: (seeds) => seedTasks(service, seeds),
		importNumbers: (taskId, phoneNumbers) => importPhoneNumbers(service, taskId, phoneNumbers),
		setStatus: (taskId, status) => setStatus(service, taskId, status),
		changeTask: (taskId, changes) => changeTask(service, taskId, changes),
		removeTask: (taskId) => deleteTask(service, taskId),
		setAgent: (agentId, { online }) => setAgent(service, { agentId, online }),
		stop: close,
	};
}
