import type { Context } from "./context";

/** Throws when the engine is gone: it would never learn of what is begun now. */
export function mayBegin({ engineIsGone }: Pick<Context, "engineIsGone">): void {
	if (engineIsGone()) throw new Error("Pulumi has ended, so nothing more is begun. Run pulumi up again.");
}
