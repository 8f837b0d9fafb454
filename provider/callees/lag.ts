import type { Context } from "../run/context";

/** Waits until the service's lists show everything that was imported before a moment: a run may have been killed then. */
export async function untilShown({ now, settings, sleep, log }: Context, moment: number): Promise<void> {
	const left = moment + settings().listLagSeconds * 1000 - now();
	if (left <= 0) return;
	if (left > 3000) log(`Waiting ${Math.ceil(left / 1000)} s, so that everything shows that was imported before.`);
	await sleep(left);
}
