import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "./describe-programs";

export interface Ended {
	readonly exitCode: number | null;
	readonly output: string;
	/** Milliseconds since it was interrupted. */
	readonly after: number;
}

/** Interrupts a command when the service has received so many requests of an action. */
export async function interrupted(
	{ program, simulator }: Account,
	args: readonly string[],
	{ target, action, count, meanwhile }: Interruption,
): Promise<Ended> {
	const child = program.spawn(args);
	let output = "";
	child.stdout?.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
	while (simulator.actions().filter((one) => one === action).length < count) {
		assert.equal(child.exitCode, null, output);
		await wait(20);
	}
	await meanwhile?.();
	const pid = child.pid ?? assert.fail();
	const begun = Date.now();
	process.kill(target === "the process group" ? -pid : pid, "SIGINT");
	return { exitCode: await ended, output, after: Date.now() - begun };
}

export interface Interruption {
	readonly target: "the process group" | "the command alone";
	readonly action: string;
	readonly count: number;
	meanwhile?(): Promise<unknown>;
}
