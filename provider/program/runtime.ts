import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";

/** True in a program that has its process to itself; an Automation API program may run several stacks in one. */
export function ownsProcess(): boolean {
	return process.env.PULUMI_NODEJS_MONITOR !== undefined;
}

/** True under `pulumi.runtime.setMocks`, without an engine and a provider. */
export function isMocked(): boolean {
	return part(pulumi.runtime.getMonitor(), "mocks") !== undefined;
}

/** The organization of the stack. A mocked stack need not have one. */
export function organization(): string {
	try {
		return pulumi.getOrganization();
	} catch {
		return "organization";
	}
}

let areStreamsHandled = false;

/**
 * Lets a program end when its command line was killed. Each line that it prints fails then, and Pulumi's handler of
 * uncaught errors prints each failure, which fails too. May go when that handler checks whether its streams are open. In
 * an Automation API program the streams belong to the user.
 */
export function ignoreClosedStreams(): void {
	if (areStreamsHandled || !ownsProcess()) return;
	areStreamsHandled = true;
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}

/**
 * Turns stack traces off and returns what turns them on again. Pulumi records four for each property, only for
 * PULUMI_DEBUG_PROMISE_LEAKS, and that is most of the time that declaring a resource takes. May go when Pulumi records
 * none without that variable.
 */
export function pauseStackTraces(): () => void {
	const { stackTraceLimit } = Error;
	if (process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined) Error.stackTraceLimit = 0;
	return () => {
		Error.stackTraceLimit = stackTraceLimit;
	};
}

/** Keeps the engine waiting for the action: an Automation API program ends with its last call to the engine. */
export async function keepAlive<T>(action: () => Promise<T>): Promise<T> {
	const release = pulumi.runtime.rpcKeepAlive();
	try {
		return await action();
	} finally {
		release();
	}
}

/**
 * The value of an output; `undefined` when it is unknown or fails. `apply` calls back for neither, so this resolves one
 * turn of the event loop after it would have.
 */
export function knownValue<T>(output: pulumi.Output<T>): Promise<T | undefined> {
	return new Promise((resolve) => {
		const giveUp = () => setImmediate(resolve, undefined);
		output.apply(resolve);
		void pulumi.isSecret(output).then(giveUp, giveUp);
	});
}
