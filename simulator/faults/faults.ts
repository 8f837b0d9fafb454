import { z } from "zod";

export const faultNames = [
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

// 0, 1 and negative ids mean a process group, init or every process.
const ProcessId = z
	.int()
	.min(2)
	.refine((pid) => pid !== process.pid, "This is the simulator's own process.");

const Fault = z.strictObject({
	/** An action, or `*` for any. */
	action: z.string().min(1).default("*"),
	fault: z.enum(faultNames),
	/** The number of requests it applies to. */
	times: z.int().min(1).default(1),
	/** The number of matching requests to let through first. */
	skip: z.int().min(0).default(0),
	/** error-500, html-503, bad-json: whether the operation still runs. */
	done: z.boolean().optional(),
	/** timeout-*, kill: seconds to hold the connection open without an answer; unset: until the client closes it. */
	holdSeconds: z.number().min(0).optional(),
	/** throttle: the value of the header x-acs-retry-after, in milliseconds. */
	retryAfter: z.int().min(0).default(50),
	/** delay: seconds to wait before the operation runs. */
	seconds: z.number().min(0).default(1),
	/** kill: whether to kill before or after the operation runs. */
	when: z.enum(["before", "after"]).default("before"),
	/** kill: the processes to send SIGKILL to. */
	pids: z.array(ProcessId).default([]),
	/** kill: a file to create at that moment, so that a test can do the killing. An existing file is left unchanged. */
	signalFile: z.string().min(1).optional(),
});

/** What goes wrong, and with which requests. */
export type FaultOrder = z.input<typeof Fault>;
export type Fault = z.output<typeof Fault>;

/** Faults that are not used up. */
export interface FaultStore {
	add(order: unknown): Fault;
	/** Returns the first fault that matches the action, and counts it as used. */
	take(action: string): Fault | undefined;
	pending(): readonly Fault[];
	clear(): void;
}

export function createFaultStore(): FaultStore {
	let faults: Fault[] = [];
	return {
		add(order) {
			const fault = Fault.parse(order);
			faults.push(fault);
			return fault;
		},
		take(action) {
			for (const fault of faults) {
				if (fault.action !== "*" && fault.action !== action) continue;
				if (fault.skip > 0) {
					fault.skip--;
					continue;
				}
				fault.times--;
				faults = faults.filter(({ times }) => times > 0);
				return fault;
			}
			return undefined;
		},
		pending: () => faults.map((fault) => ({ ...fault })),
		clear() {
			faults = [];
		},
	};
}
