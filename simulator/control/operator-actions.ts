import { z } from "zod";
import { agentStatus, inventedAgent } from "../agents";
import { advanceCalls } from "../calls/advance-calls";
import { importNumbers } from "../calls/import-numbers";
import { addTask, redefineTask, removeTask, schedule, setTaskStatus } from "../life-cycle";
import { seedDefinition } from "../seed-defaults";
import type { Service } from "../service";
import { type Task, type TaskStatus, taskStatuses } from "../task";
import { TaskDefinition, toDefinition } from "../task-definition";

// What an operator can do in the vendor's console, without an API request.

const Seed = TaskDefinition.partial().extend({
	status: z.enum(taskStatuses).optional(),
	createTime: z.int().optional(),
	phoneNumbers: z.array(z.string()).optional(),
});

const Seeds = z.union([
	z.array(Seed),
	z.strictObject({ count: z.int().min(1).max(100_000), namePrefix: z.string(), task: Seed.optional() }),
]);
export type Seeds = z.input<typeof Seeds>;

export function seedTasks(service: Service, body: unknown): string[] {
	const seeds = Seeds.parse(body);
	if (Array.isArray(seeds)) return seeds.map((seed) => seedTask(service, seed));
	const { count, namePrefix, task } = seeds;
	return Array.from({ length: count }, (_, index) =>
		seedTask(service, { ...task, TaskName: `${namePrefix}${index + 1}` }),
	);
}

function seedTask(service: Service, { status, createTime, phoneNumbers, ...changes }: z.output<typeof Seed>): string {
	const task = addTask(service, seedDefinition(changes), "console", createTime);
	const { StartType, TaskStartTime = 0 } = task.definition;
	if (StartType === "SCHEDULE" && TaskStartTime > service.clock.now()) schedule(service, task, TaskStartTime);
	if (status !== undefined && status !== "INIT") setStatus(service, task.id, status);
	if (phoneNumbers !== undefined) importPhoneNumbers(service, task.id, phoneNumbers);
	return task.id;
}

export function importPhoneNumbers(service: Service, taskId: string, phoneNumbers: readonly string[]): void {
	importNumbers(
		service,
		findTask(service, taskId),
		phoneNumbers.map((phoneNumber) => ({ phoneNumber })),
	);
}

export function setStatus(service: Service, taskId: string, status: TaskStatus): void {
	setTaskStatus(service, findTask(service, taskId), status, "console");
}

export function changeTask(service: Service, taskId: string, changes: unknown): void {
	const task = findTask(service, taskId);
	const known = TaskDefinition.partial().parse(changes);
	redefineTask(service, task, toDefinition({ ...task.definition, ...known }));
	if (task.startsAt !== undefined && known.TaskStartTime !== undefined) schedule(service, task, known.TaskStartTime);
}

export function deleteTask(service: Service, taskId: string): void {
	const task = findTask(service, taskId);
	advanceCalls(service, task);
	removeTask(service, task);
}

const AgentState = z.strictObject({ agentId: z.string().min(1), online: z.boolean() });

export function setAgent(service: Service, body: unknown): void {
	const { agentId, online } = AgentState.parse(body);
	const agent = service.agents.get(agentId) ?? inventedAgent(agentId);
	agent.former = { Status: agent.Status, until: service.clock.real() };
	agent.Status = online ? agentStatus.online : agentStatus.offline;
	service.agents.set(agentId, agent);
}

export function findTask({ tasks }: Service, taskId: string): Task {
	const task = tasks.byId.get(taskId);
	if (task === undefined) throw noSuchTask(taskId);
	return task;
}

export function noSuchTask(idOrName: string): RangeError {
	return new RangeError(`Task ${idOrName} does not exist. GET /_simulator/tasks lists all tasks.`);
}
