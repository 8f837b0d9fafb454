import type { Context } from "./context";

/** Throws if the engine has exited, because it would not record anything that is started now, or is to end. */
export function assertEngineAlive({
	engineIsGone,
	isInterrupted,
}: Pick<Context, "engineIsGone" | "isInterrupted">): void {
	if (isInterrupted()) throw new Error("The command was interrupted, so nothing new is started. Run pulumi up again.");
	if (engineIsGone()) throw new Error("Pulumi has exited, so nothing new is started. Run pulumi up again.");
}
