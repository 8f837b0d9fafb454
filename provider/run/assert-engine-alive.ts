import type { Context } from "./context";

/** Throws if the engine has exited, because it would not record anything that is started now. */
export function assertEngineAlive({ engineIsGone }: Pick<Context, "engineIsGone">): void {
	if (engineIsGone()) throw new Error("Pulumi has exited, so nothing new is started. Run pulumi up again.");
}
