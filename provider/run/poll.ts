import type { Context } from "./context";

/** Milliseconds between looks for what was done a moment ago: lists and details may lag behind. */
export const lags = [0, 500, 1500, 3000, 5000, 10_000] as const;

/** Looks, with pauses, until there is something to see; `undefined` when there never is. */
export async function look<T>(
	{ sleep }: Context,
	pauses: readonly number[],
	once: () => Promise<T | undefined>,
): Promise<T | undefined> {
	for (const pause of pauses) {
		if (pause > 0) await sleep(pause);
		const seen = await once();
		if (seen !== undefined) return seen;
	}
	return undefined;
}
