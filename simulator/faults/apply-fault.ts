import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { ApiRequest } from "../gateway/api-request";
import { answerOf, type Reply, refusalOf } from "../gateway/reply";
import { addTask } from "../life-cycle";
import { expiredSecurityToken, internalError, throttled } from "../refusals";
import { seedDefinition } from "../seed-defaults";
import type { Service } from "../service";
import type { Fault } from "./faults";

interface Faulted {
	readonly service: Service;
	readonly request: ApiRequest;
	readonly fault: Fault;
	/** Runs the operation. `isAnswerLost`: its answer will not reach the client. */
	readonly perform: (isAnswerLost?: boolean) => Reply;
}

/** Applies a fault to a request: whether the operation runs, and what the client receives. */
export async function applyFault(faulted: Faulted): Promise<Reply> {
	const { fault: name } = faulted.fault;
	return { ...(await reactions[name](faulted)), fault: name };
}

const reactions: Readonly<Record<Fault["fault"], (faulted: Faulted) => Reply | Promise<Reply>>> = {
	"reset-before": () => ({ ...noAnswer, leave: "reset" }),
	"reset-after": ({ perform }) => ({ ...unanswered(perform(true)), leave: "reset" }),
	"timeout-before": ({ fault }) => hold(noAnswer, fault),
	"timeout-after": ({ fault, perform }) => hold(unanswered(perform(true)), fault),
	throttle: ({ request, service, fault }) => refusalOf(service, request, throttled(fault.retryAfter)),
	"expired-token": ({ request, service }) => refusalOf(service, request, expiredSecurityToken()),
	"error-500": ({ service, request, fault, perform }) => ({
		...refusalOf(service, request, internalError()),
		done: fault.done === true && perform(true).done,
	}),
	"html-503": ({ fault, perform }) => ({ ...htmlPage, done: fault.done === true && perform(true).done }),
	"bad-json": ({ service, request, fault, perform }) => {
		const reply = fault.done === false ? answerOf(service, request, undefined) : perform(true);
		return { ...reply, body: reply.body.slice(0, -2), code: "", done: fault.done !== false && reply.done };
	},
	"success-false": ({ service, request }) => {
		const { status, headers } = answerOf(service, request, undefined);
		const code = "SystemError";
		const body = { RequestId: request.requestId, Success: false, Code: code, Message: "系统异常" };
		return { status, headers, body: JSON.stringify(body), code, done: false };
	},
	delay: async ({ fault, perform }) => {
		await wait(fault.seconds * 1000);
		return perform();
	},
	"name-taken": ({ service, request, perform }) => {
		const name = request.parameters.TaskName;
		if (name !== undefined) addTask(service, seedDefinition({ TaskName: name }), "name-taken");
		return perform();
	},
	kill: ({ fault, perform }) => {
		const done = fault.when === "after" && perform(true).done;
		kill(fault);
		return hold({ ...noAnswer, done }, fault);
	},
};

const noAnswer: Reply = { status: 0, code: "", headers: {}, body: "", done: false };

const htmlPage: Reply = {
	status: 503,
	code: "",
	headers: { "content-type": "text/html" },
	body: "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>",
	done: false,
};

function unanswered({ done }: Reply): Reply {
	return { ...noAnswer, done };
}

function hold(reply: Reply, { holdSeconds }: Fault): Reply {
	return { ...reply, leave: "hold", ...(holdSeconds === undefined ? {} : { holdSeconds }) };
}

function kill({ pids, signalFile }: Fault): void {
	if (signalFile !== undefined && !existsSync(signalFile))
		writeFileSync(signalFile, `${new Date().toISOString()}\n`, { flag: "wx" });
	for (const pid of pids) {
		try {
			process.kill(pid, "SIGKILL");
		} catch {
			// The process has already exited.
		}
	}
}
