import { randomBytes } from "node:crypto";
import {
	changeTask,
	forgetTask,
	importPhoneNumbers,
	type Seeds,
	seedTasks,
	setAgent,
	setStatus,
} from "./control/console";
import { type TaskView, viewTask, viewTasks } from "./control/task-view";
import type { FaultOrder } from "./faults/fault-order";
import type { RequestView } from "./journal";
import { listen } from "./listen";
import { mergeSettings, type Settings } from "./settings";
import type { TaskStatus } from "./task";
import type { TaskDefinition } from "./task-definition";
import { createWorld } from "./world";

export type { Seeds } from "./control/console";
export type { TaskView } from "./control/task-view";
export type { FaultOrder } from "./faults/fault-order";
export type { RequestView } from "./journal";
export type { Settings } from "./settings";
export type { Move, TaskStatus } from "./task";
export type { TaskDefinition } from "./task-definition";

export interface SimulatorOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	/** The address to listen at; 127.0.0.1 unless given. Anything else opens the unsigned control door to others. */
	host?: string;
	accessKeyId?: string;
	accessKeySecret?: string;
	/** When given, requests must carry it, as those of temporary credentials do. */
	securityToken?: string;
	/** Ids and call results follow from it. */
	seed?: number;
	/** The base clock, in epoch milliseconds; `advance` moves on from it. Signatures are held against the real one. */
	now?: () => number;
	settings?: Partial<Settings>;
}

/** A stand-in for the service, listening. Each method has its door under `/_simulator/` for other languages. */
export interface Simulator {
	readonly url: string;
	readonly accessKeyId: string;
	readonly accessKeySecret: string;
	tasks(): TaskView[];
	task(idOrName: string): TaskView | undefined;
	requests(): RequestView[];
	actions(): string[];
	clearRequests(): void;
	advance(seconds: number): void;
	/** Sets the clock: epoch milliseconds, or ISO 8601. */
	setClock(to: number | string): void;
	fault(order: FaultOrder): void;
	clearFaults(): void;
	configure(settings: Partial<Settings>): void;
	/** Makes tasks nobody created through the API; returns their ids. */
	seedTasks(seeds: Seeds): string[];
	importNumbers(taskId: string, phoneNumbers: string[]): void;
	setStatus(taskId: string, status: TaskStatus): void;
	changeTask(taskId: string, changes: Partial<TaskDefinition>): void;
	removeTask(taskId: string): void;
	setAgent(agentId: string, state: { online: boolean }): void;
	/** Closes the port and every connection at once. */
	stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const keys = {
		accessKeyId: options.accessKeyId ?? `LTAI${randomBytes(10).toString("hex")}`,
		accessKeySecret: options.accessKeySecret ?? randomBytes(15).toString("hex"),
		securityToken: options.securityToken,
	};
	const world = createWorld({
		keys,
		seed: options.seed ?? 1,
		now: options.now ?? Date.now,
		settings: options.settings ?? {},
	});
	const { url, close } = await listen(world, options.host ?? "127.0.0.1", options.port ?? 0);
	const { clock, journal, faults } = world;
	return {
		url,
		accessKeyId: keys.accessKeyId,
		accessKeySecret: keys.accessKeySecret,
		tasks: () => viewTasks(world),
		task: (idOrName) => viewTask(world, idOrName),
		requests: () => [...journal.all()],
		actions: () => journal.all().map(({ action }) => action),
		clearRequests: () => journal.clear(),
		advance: (seconds) => clock.advance(seconds),
		setClock: (to) => clock.set(new Date(to).getTime()),
		fault: (order) => void faults.order(order),
		clearFaults: () => faults.clear(),
		configure(settings) {
			world.settings = mergeSettings(world.settings, settings);
		},
		seedTasks: (seeds) => seedTasks(world, seeds),
		importNumbers: (taskId, phoneNumbers) => importPhoneNumbers(world, taskId, phoneNumbers),
		setStatus: (taskId, status) => setStatus(world, taskId, status),
		changeTask: (taskId, changes) => changeTask(world, taskId, changes),
		removeTask: (taskId) => forgetTask(world, taskId),
		setAgent: (agentId, { online }) => setAgent(world, { agentId, online }),
		stop: close,
	};
}
