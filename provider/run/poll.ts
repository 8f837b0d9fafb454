import type { Context } from "./context";

/** Milliseconds between queries for something recent: the service's lists and details may lag. */
export const lagPauses = [500, 1500, 3000, 5000, 10_000] as const;

/** Growing pauses, in milliseconds, that together last so many seconds. */
export function growingPauses(seconds: number): number[] {
	const pauses: number[] = [];
	for (let left = seconds * 1000, pause = 250; left > 0; left -= pause, pause *= 2) pauses.push(Math.min(pause, left));
	return pauses;
}

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
