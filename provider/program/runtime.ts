import * as pulumi from "@pulumi/pulumi";

/** True in a program that runs in a process of its own; in an Automation API program other stacks run beside it. */
export function isProgramAlone(): boolean {
	return process.env.PULUMI_NODEJS_MONITOR !== undefined;
}

/** True under `pulumi.runtime.setMocks`: there is no engine, and no provider behind it. */
export function isMocked(): boolean {
	const monitor: unknown = pulumi.runtime.getMonitor();
	return typeof monitor === "object" && monitor !== null && "mocks" in monitor;
}

/** The organization of the stack. A mocked one has none unless it is given. */
export function organization(): string {
	try {
		return pulumi.getOrganization();
	} catch {
		return "organization";
	}
}

let isQuiet = false;

/**
 * Lets a program end whose command line was killed. Each line that it prints then fails, and Pulumi's handler of uncaught
 * errors prints the failure, without an end. In an Automation API program the streams are the user's.
 */
export function surviveClosedStreams(): void {
	if (isQuiet || !isProgramAlone()) return;
	isQuiet = true;
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/**
 * Keeps the engine listening meanwhile. The program of an Automation API stack is over once it waits for no answer of
 * the engine, whatever else it waits for.
 */
export async function listenedTo<T>(action: () => Promise<T>): Promise<T> {
	const release = pulumi.runtime.rpcKeepAlive();
	try {
		return await action();
	} finally {
		release();
	}
}
