import { z } from "zod";
import type { Service } from "../service";
import { describeSettings, mergeSettings } from "../settings";
import { taskStatuses } from "../task";
import { viewCalls, viewDetails } from "./number-views";
import {
	changeTask,
	deleteTask,
	importPhoneNumbers,
	noSuchTask,
	seedTasks,
	setAgent,
	setStatus,
} from "./operator-actions";
import { viewTask, viewTasks } from "./task-view";

export const controlPrefix = "/_simulator/";

interface ControlReply {
	readonly status: number;
	readonly body: unknown;
}

interface ControlRequest {
	readonly method: string;
	/** What follows the prefix, without a query string. */
	readonly path: string;
	readonly body: string;
	/** Set by web pages only. */
	readonly origin: string | undefined;
	readonly isLocal: boolean;
}

/** Answers requests of tests, which are unsigned, not logged and not subject to faults. */
export function answerControl(service: Service, request: ControlRequest): ControlReply {
	if (request.origin !== undefined)
		return { status: 403, body: { error: "The control API refuses requests from web pages." } };
	try {
		return answer(service, request);
	} catch (error) {
		if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
		if (error instanceof SyntaxError) return { status: 400, body: { error: `The body is not JSON: ${error.message}` } };
		if (error instanceof RangeError) return { status: 404, body: { error: error.message } };
		throw error;
	}
}

type Route = (service: Service, body: unknown, request: ControlRequest) => unknown;

const routes: Readonly<Record<string, Route>> = {
	"GET tasks": viewTasks,
	"POST tasks": (service, body) => ({ taskIds: seedTasks(service, body) }),
	"GET calls": viewCalls,
	"GET requests": ({ requests }) => requests,
	"DELETE requests": (service) => {
		service.requests = [];
	},
	"GET clock": ({ clock }) => ({ now: new Date(clock.now()).toISOString() }),
	"POST clock": moveClock,
	"GET faults": ({ faults }) => faults.pending(),
	"POST faults": addFault,
	"DELETE faults": ({ faults }) => faults.clear(),
	"GET settings": ({ settings }) => describeSettings(settings),
	"POST settings": (service, body) => {
		service.settings = mergeSettings(service.settings, body);
		return service.settings;
	},
	"GET agents": ({ agents }) => [...agents.values()],
	"POST agents": setAgent,
};

function answer(service: Service, request: ControlRequest): ControlReply {
	const body: unknown = request.body.trim() === "" ? {} : JSON.parse(request.body);
	const route = routes[`${request.method} ${request.path}`] ?? taskRoute(request);
	if (route === undefined) {
		return {
			status: 404,
			body: { error: `${request.method} ${request.path} does not exist.`, routes: Object.keys(routes) },
		};
	}
	return { status: 200, body: route(service, body, request) ?? { done: true } };
}

const Numbers = z.strictObject({ phoneNumbers: z.array(z.string()) });
const Status = z.strictObject({ status: z.enum(taskStatuses) });

// One task: GET, PATCH and DELETE tasks/ID; GET and POST tasks/ID/numbers, POST tasks/ID/status.
function taskRoute({ method, path }: ControlRequest): Route | undefined {
	const [, taskId = "", part = ""] = /^tasks\/([^/]+)(?:\/([a-z]+))?$/.exec(path) ?? [];
	const taskRoutes: Readonly<Record<string, Route>> = {
		"GET ": (service) => mustView(service, decodeURIComponent(taskId)),
		"PATCH ": (service, body) => changeTask(service, taskId, body),
		"DELETE ": (service) => deleteTask(service, taskId),
		"GET numbers": (service) => viewDetails(service, taskId),
		"POST numbers": (service, body) => importPhoneNumbers(service, taskId, Numbers.parse(body).phoneNumbers),
		"POST status": (service, body) => setStatus(service, taskId, Status.parse(body).status),
	};
	return taskId === "" ? undefined : taskRoutes[`${method} ${part}`];
}

function mustView(service: Service, idOrName: string) {
	const view = viewTask(service, idOrName);
	if (view === undefined) throw noSuchTask(idOrName);
	return view;
}

const ClockChange = z.union([
	z.strictObject({ advanceSeconds: z.number().min(0) }),
	z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);

function moveClock({ clock }: Service, body: unknown) {
	const change = ClockChange.parse(body);
	if ("set" in change) clock.set(Date.parse(change.set));
	else clock.advance(change.advanceSeconds);
	return { now: new Date(clock.now()).toISOString() };
}

// Otherwise anyone who can reach the port could kill processes and create files on this machine.
function addFault({ faults }: Service, body: unknown, { isLocal }: ControlRequest) {
	const { fault } = z.looseObject({ fault: z.unknown() }).parse(body);
	if (fault === "kill" && !isLocal) {
		throw new RangeError("The fault kill can be set from this machine only.");
	}
	return faults.add(body);
}
