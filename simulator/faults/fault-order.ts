import { z } from "zod";

export const FAULT_NAMES = [
	"reset-before",
	"reset-after",
	"timeout-before",
	"timeout-after",
	"throttle",
	"error-500",
	"html-503",
	"bad-json",
	"success-false",
	"expired-token",
	"delay",
	"name-taken",
	"kill",
] as const;

/* Only process ids given one by one: 0, 1 and negative ids mean groups, or the whole machine. */
const PID = z
	.int()
	.min(2)
	.refine((pid) => pid !== process.pid, "That is the simulator's own process.");

/** What goes wrong, with which calls. */
export const FAULT_ORDER = z.strictObject({
	/** An action, or `*` for any. */
	action: z.string().min(1).default("*"),
	fault: z.enum(FAULT_NAMES),
	/** How many calls it befalls. */
	times: z.int().min(1).default(1),
	/** How many matching calls pass first. */
	skip: z.int().min(0).default(0),
	/** error-500, html-503, bad-json: whether the call is done all the same. */
	done: z.boolean().optional(),
	/** timeout-*, kill: how long the socket stays open without an answer; unset, until the client leaves. */
	holdSeconds: z.number().min(0).optional(),
	/** throttle: the header x-acs-retry-after, in milliseconds. */
	retryAfter: z.int().min(0).default(50),
	/** delay: how long the call waits before it is done. */
	seconds: z.number().min(0).default(1),
	/** kill: at which side of the call. */
	when: z.enum(["before", "after"]).default("before"),
	/** kill: who gets SIGKILL. */
	pids: z.array(PID).default([]),
	/** kill: a file made at that moment, so that a test may do the killing. An existing file is never touched. */
	signalFile: z.string().min(1).optional(),
});

export type FaultOrder = z.input<typeof FAULT_ORDER>;
export type Fault = z.output<typeof FAULT_ORDER>;
