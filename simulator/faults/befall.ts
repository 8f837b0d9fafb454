import { existsSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { Call } from "../gateway/call";
import type { Reply } from "../gateway/reply";
import { answerOf, refusalOf } from "../gateway/reply";
import { addTask } from "../life-cycle";
import { expiredSecurityToken, internalError, throttled } from "../refusals";
import { strangerTask } from "../strangers";
import type { World } from "../world";
import type { Fault } from "./fault-order";

/** Lets the fault befall the call: it decides whether the call is done, and what is heard of it. */
export async function befall(world: World, call: Call, fault: Fault | undefined, perform: () => Reply): Promise<Reply> {
	if (fault === undefined) return perform();
	const reply = await REACTIONS[fault.fault](world, call, fault, perform);
	return { ...reply, fault: fault.fault };
}

type Reaction = (world: World, call: Call, fault: Fault, perform: () => Reply) => Reply | Promise<Reply>;

const REACTIONS: Record<Fault["fault"], Reaction> = {
	"reset-before": () => ({ ...NOTHING, leave: "reset" }),
	"reset-after": (_world, _call, _fault, perform) => ({ ...unheard(perform()), leave: "reset" }),
	"timeout-before": (_world, _call, fault) => hold(NOTHING, fault),
	"timeout-after": (_world, _call, fault, perform) => hold(unheard(perform()), fault),
	throttle: (world, call, fault) => refusalOf(world, call, throttled(fault.retryAfter)),
	"expired-token": (world, call) => refusalOf(world, call, expiredSecurityToken()),
	"error-500": (world, call, fault, perform) => ({
		...refusalOf(world, call, internalError()),
		done: fault.done === true && perform().done,
	}),
	"html-503": (_world, _call, fault, perform) => ({
		...HTML_503,
		done: fault.done === true && perform().done,
	}),
	"bad-json": (world, call, fault, perform) => {
		const reply = fault.done === false ? answerOf(world, call, undefined) : perform();
		return { ...reply, body: reply.body.slice(0, -2), code: "", done: fault.done !== false && reply.done };
	},
	"success-false": (world, call) => {
		const { status, headers } = answerOf(world, call, undefined);
		const body = JSON.stringify({
			RequestId: call.requestId,
			Success: false,
			Code: "SystemError",
			Message: "系统异常",
		});
		return { status, headers, body, code: "SystemError", done: false };
	},
	delay: async (_world, _call, fault, perform) => {
		await wait(fault.seconds * 1000);
		return perform();
	},
	"name-taken": (world, call, _fault, perform) => {
		const name = call.parameters.TaskName;
		if (name !== undefined) addTask(world, strangerTask({ TaskName: name }), "stranger");
		return perform();
	},
	kill: (_world, _call, fault, perform) => {
		const done = fault.when === "after" && perform().done;
		kill(fault);
		return hold({ ...NOTHING, done }, fault);
	},
};

const NOTHING: Reply = { status: 0, code: "", headers: {}, body: "", done: false };

const HTML_503: Reply = {
	status: 503,
	code: "",
	headers: { "content-type": "text/html" },
	body: "<html><head><title>503 Service Temporarily Unavailable</title></head><body><center><h1>503 Service Temporarily Unavailable</h1></center></body></html>",
	done: false,
};

function unheard({ done }: Reply): Reply {
	return { ...NOTHING, done };
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
			// Already gone: what the test wanted.
		}
	}
}
