import { z } from "zod";
import { describeSettings, mergeSettings } from "../settings";
import { TASK_STATUSES } from "../task";
import type { World } from "../world";
import { changeTask, forgetTask, importPhoneNumbers, seedTasks, setAgent, setStatus } from "./console";
import { viewTask, viewTasks } from "./task-view";

export const CONTROL_PREFIX = "/_simulator/";

export interface ControlReply {
	readonly status: number;
	readonly body: unknown;
}

interface ControlRequest {
	readonly method: string;
	/** What follows the prefix, without a query string. */
	readonly path: string;
	readonly body: string;
	/** A browser's page may not hold the door: only pages send an Origin. */
	readonly origin: string | undefined;
	readonly isLocal: boolean;
}

/** The tests' door: unsigned, never to be faulted, and no part of the service. */
export function control(world: World, request: ControlRequest): ControlReply {
	if (request.origin !== undefined) return { status: 403, body: { error: "The control door is not for web pages." } };
	try {
		return answer(world, request);
	} catch (error) {
		if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
		if (error instanceof SyntaxError) return { status: 400, body: { error: `The body is not JSON: ${error.message}` } };
		if (error instanceof RangeError) return { status: 404, body: { error: error.message } };
		throw error;
	}
}

type Route = (world: World, body: unknown, request: ControlRequest) => unknown;

const ROUTES: Readonly<Record<string, Route>> = {
	"GET tasks": viewTasks,
	"POST tasks": (world, body) => ({ taskIds: seedTasks(world, body) }),
	"GET requests": ({ journal }) => journal.all(),
	"DELETE requests": ({ journal }) => journal.clear(),
	"GET clock": ({ clock }) => ({ now: new Date(clock.now()).toISOString() }),
	"POST clock": moveClock,
	"GET faults": ({ faults }) => faults.pending(),
	"POST faults": orderFault,
	"DELETE faults": ({ faults }) => faults.clear(),
	"GET settings": ({ settings }) => describeSettings(settings),
	"POST settings": (world, body) => {
		world.settings = mergeSettings(world.settings, body);
		return world.settings;
	},
	"GET agents": ({ agents }) => [...agents.values()],
	"POST agents": setAgent,
};

function answer(world: World, request: ControlRequest): ControlReply {
	const body: unknown = request.body.trim() === "" ? {} : JSON.parse(request.body);
	const route = ROUTES[`${request.method} ${request.path}`] ?? taskRoute(request);
	if (route === undefined) {
		return {
			status: 404,
			body: { error: `There is no ${request.method} ${request.path}.`, doors: Object.keys(ROUTES) },
		};
	}
	return { status: 200, body: route(world, body, request) ?? { done: true } };
}

const NUMBERS_ORDER = z.strictObject({ phoneNumbers: z.array(z.string()) });
const STATUS_ORDER = z.strictObject({ status: z.enum(TASK_STATUSES) });

/* One task: GET, PATCH and DELETE tasks/ID; POST tasks/ID/numbers and tasks/ID/status. */
function taskRoute({ method, path }: ControlRequest): Route | undefined {
	const [, taskId = "", part = ""] = /^tasks\/([^/]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
	const routes: Readonly<Record<string, Route>> = {
		"GET ": (world) => mustView(world, decodeURIComponent(taskId)),
		"PATCH ": (world, body) => changeTask(world, taskId, body),
		"DELETE ": (world) => forgetTask(world, taskId),
		"POST numbers": (world, body) => importPhoneNumbers(world, taskId, NUMBERS_ORDER.parse(body).phoneNumbers),
		"POST status": (world, body) => setStatus(world, taskId, STATUS_ORDER.parse(body).status),
	};
	return taskId === "" ? undefined : routes[`${method} ${part}`];
}

function mustView(world: World, idOrName: string) {
	const view = viewTask(world, idOrName);
	if (view === undefined) throw new RangeError(`The simulator has no task ${idOrName}. GET tasks lists what it has.`);
	return view;
}

const CLOCK_ORDER = z.union([
	z.strictObject({ advanceSeconds: z.number().min(0) }),
	z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);

function moveClock({ clock }: World, body: unknown) {
	const order = CLOCK_ORDER.parse(body);
	if ("set" in order) clock.set(Date.parse(order.set));
	else clock.advance(order.advanceSeconds);
	return { now: new Date(clock.now()).toISOString() };
}

/* Whoever can reach the port could otherwise end processes and make files on this machine. */
function orderFault({ faults }: World, body: unknown, { isLocal }: ControlRequest) {
	const { fault } = z.looseObject({ fault: z.unknown() }).parse(body);
	if (fault === "kill" && !isLocal) {
		throw new RangeError("The fault kill can be ordered from this machine only.");
	}
	return faults.order(body);
}
