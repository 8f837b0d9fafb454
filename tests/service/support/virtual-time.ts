import { mock } from "node:test";
import { setImmediate } from "node:timers/promises";

/** Runs work on a clock of its own, which moves on by a millisecond whenever nothing else is left to do. */
export async function inVirtualTime(work: () => Promise<unknown>): Promise<void> {
	mock.timers.enable({ apis: ["setTimeout", "Date"] });
	mock.method(performance, "now", () => Date.now());
	try {
		let isRunning = true;
		const done = work().finally(() => {
			isRunning = false;
		});
		while (isRunning) {
			await setImmediate();
			mock.timers.tick(1);
		}
		await done;
	} finally {
		mock.restoreAll();
		mock.timers.reset();
	}
}

/** In virtual time: the timers of `node:timers/promises` are real. */
export function pass(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
