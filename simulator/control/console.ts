import { z } from "zod";
import { agentOf, OFFLINE, ONLINE } from "../agents";
import { importNumbers } from "../calls/import-numbers";
import { addTask, moveTask, redefineTask, removeTask, schedule } from "../life-cycle";
import { strangerTask } from "../strangers";
import { TASK_STATUSES, type Task, type TaskStatus } from "../task";
import { TASK_DEFINITION, toDefinition } from "../task-definition";
import type { World } from "../world";

/* What people do in the vendor's console, without asking the API. */

const SEED = TASK_DEFINITION.partial().extend({
	status: z.enum(TASK_STATUSES).optional(),
	createTime: z.int().optional(),
	phoneNumbers: z.array(z.string()).optional(),
});

const SEEDS = z.union([
	z.array(SEED),
	z.strictObject({ count: z.int().min(1).max(100_000), namePrefix: z.string(), task: SEED.optional() }),
]);
export type Seeds = z.input<typeof SEEDS>;

export function seedTasks(world: World, order: unknown): string[] {
	const seeds = SEEDS.parse(order);
	if (Array.isArray(seeds)) return seeds.map((seed) => seedTask(world, seed));
	const { count, namePrefix, task } = seeds;
	return Array.from({ length: count }, (_, index) =>
		seedTask(world, { ...task, TaskName: `${namePrefix}${index + 1}` }),
	);
}

function seedTask(world: World, { status, createTime, phoneNumbers, ...changes }: z.output<typeof SEED>): string {
	const task = addTask(world, strangerTask(changes), "console", createTime);
	const { StartType, TaskStartTime = 0 } = task.definition;
	if (StartType === "SCHEDULE" && TaskStartTime > world.clock.now()) schedule(world, task, TaskStartTime);
	if (status !== undefined && status !== "INIT") setStatus(world, task.id, status);
	if (phoneNumbers !== undefined) importPhoneNumbers(world, task.id, phoneNumbers);
	return task.id;
}

export function importPhoneNumbers(world: World, taskId: string, phoneNumbers: readonly string[]): void {
	importNumbers(
		world,
		findTask(world, taskId),
		phoneNumbers.map((phoneNumber) => ({ phoneNumber })),
	);
}

export function setStatus(world: World, taskId: string, status: TaskStatus): void {
	const task = findTask(world, taskId);
	moveTask(world, task, status, "console");
	if (status === "RUNNING") task.realStartTime = world.clock.now();
	if (status === "FAILED") task.startFailedReason = "智能体未上线，任务启动失败";
}

export function changeTask(world: World, taskId: string, changes: unknown): void {
	const task = findTask(world, taskId);
	const known = TASK_DEFINITION.partial().parse(changes);
	redefineTask(world, task, toDefinition({ ...task.definition, ...known }));
	if (task.startsAt !== undefined && known.TaskStartTime !== undefined) schedule(world, task, known.TaskStartTime);
}

export function forgetTask(world: World, taskId: string): void {
	removeTask(world, findTask(world, taskId));
}

const AGENT_ORDER = z.strictObject({ agentId: z.string().min(1), online: z.boolean() });

export function setAgent(world: World, order: unknown): void {
	const { agentId, online } = AGENT_ORDER.parse(order);
	const agent = world.agents.get(agentId) ?? agentOf(agentId, `智能体${agentId.slice(-4)}`, "活动通知", ONLINE);
	agent.Status = online ? ONLINE : OFFLINE;
	world.agents.set(agentId, agent);
}

function findTask({ tasks }: World, taskId: string): Task {
	const task = tasks.byId.get(taskId);
	if (task === undefined)
		throw new RangeError(`The simulator has no task ${taskId}. GET /_simulator/tasks lists what it has.`);
	return task;
}
