import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { z } from "zod";

export const Order = z.object({
	/** Variables for these requests only. */
	env: z.record(z.string(), z.string()),
	configuration: z.record(z.string(), z.string()),
	operation: z.enum(["query", "start"]),
	times: z.number(),
});
export type Order = z.output<typeof Order>;

const Result = z.object({
	/** The provider's lines for the user. */
	lines: z.array(z.string()),
	milliseconds: z.number(),
	/** The message of the error, if there was one. */
	message: z.string().optional(),
	/** The outcome of an `ApiError`, or the name of another error's class. */
	outcome: z.string().optional(),
});
export type Result = z.output<typeof Result>;

/** Variables of the environment that would name a proxy, or supply credentials or certificates. */
const removed = /^(.*_proxy|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|ALIBABA_CLOUD_.*)$/i;

/** The client of the service in a process of its own: Node reads the trusted certificates once, when it starts. */
export class ClientProcess {
	private readonly child: ChildProcess;

	constructor(env: Readonly<Record<string, string>>) {
		const kept = Object.entries(process.env).filter(([name]) => !removed.test(name));
		this.child = fork(resolve(__dirname, "child.ts"), {
			execArgv: ["--import", "tsx"],
			env: { ...Object.fromEntries(kept), ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...env },
		});
	}

	async send(order: Partial<Order> & Pick<Order, "configuration">): Promise<Result> {
		const answer = once(this.child, "message");
		this.child.send({ env: {}, operation: "query", times: 1, ...order });
		const [result] = await answer;
		return Result.parse(result);
	}

	stop(): void {
		this.child.kill();
	}
}
