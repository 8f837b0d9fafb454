import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

export interface Order {
	/** Variables for these requests only. */
	readonly env: Readonly<Record<string, string>>;
	readonly configuration: Readonly<Record<string, string>>;
	readonly ask: "query" | "start";
	readonly times: number;
}

export interface Answer {
	/** What the provider has told the user. */
	readonly lines: readonly string[];
	readonly milliseconds: number;
	/** Of the error, if there was one. */
	readonly message?: string;
	/** The outcome of an `ApiError`, or the name of another one. */
	readonly outcome?: string | undefined;
}

/** Variables that would name a proxy, or take credentials from, in the environment of whoever runs the tests. */
const foreign = /^(.*_proxy|NODE_EXTRA_CA_CERTS|NODE_TLS_REJECT_UNAUTHORIZED|ALIBABA_CLOUD_.*)$/i;

/** The provider's way to the service in a process of its own: what is trusted is read once, when Node starts. */
export class OtherProcess {
	private readonly child: ChildProcess;

	constructor(env: Readonly<Record<string, string>>) {
		const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
		this.child = fork(resolve(__dirname, "child.ts"), {
			execArgv: ["--import", "tsx"],
			env: { ...Object.fromEntries(own), ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true", ...env },
		});
	}

	async ask(order: Partial<Order> & Pick<Order, "configuration">): Promise<Answer> {
		const answer = once(this.child, "message");
		this.child.send({ env: {}, ask: "query", times: 1, ...order });
		return (await answer)[0];
	}

	stop(): void {
		this.child.kill();
	}
}
