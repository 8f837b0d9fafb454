import type { Context } from "./context";

/** Throws when the engine has exited: it would never learn of what is started now. */
export function mayBegin({ engineIsGone }: Pick<Context, "engineIsGone">): void {
	if (engineIsGone()) throw new Error("Pulumi has exited, so nothing new is started. Run pulumi up again.");
}
