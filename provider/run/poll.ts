import type { Context } from "./context";

/** Milliseconds between queries for something recent: the service's lists and details may lag. */
export const lagPauses = [500, 1500, 3000, 5000, 10_000] as const;

/** Queries now, and again after each pause, until the answer is the wanted one. Returns the last answer. */
export async function poll<T>(
	{ sleep }: Pick<Context, "sleep">,
	pauses: readonly number[],
	once: () => Promise<T>,
	until: (answer: T) => boolean = (answer) => answer !== undefined,
): Promise<T> {
	let answer = await once();
	for (const pause of pauses) {
		if (until(answer)) break;
		await sleep(pause);
		answer = await once();
	}
	return answer;
}
