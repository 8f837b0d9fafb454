import type { FaultOrder, Simulator } from "../../../simulator";
import type { Campaign } from "./campaign";

/** One command of the user. */
export type Command = "up" | "up with preview" | "preview" | "refresh";

export type Victim = "cli" | "provider" | "both";

/** The call at which a run is killed, or people act. */
export interface Moment {
	/** An action, or `*` for any. */
	readonly action: string;
	/** Calls of that action to let pass first. */
	readonly skip: number;
	readonly when: "before" | "after";
}

/** What goes wrong in a run. Hasty users run the next command while a provider still finishes its operations. */
export interface Trouble {
	readonly faults: readonly FaultOrder[];
	readonly kill?: (Moment & { readonly victim: Victim; readonly isHasty: boolean }) | undefined;
	/** What people do while it runs. */
	readonly people?: { readonly at: Moment; act(): void } | undefined;
}

export interface Outcome {
	/** The command's errors; none when it succeeded. */
	readonly errors: readonly string[];
	/** True when it was killed; its errors are unknown then. */
	readonly killed: boolean;
	/** Processes of the killed run that lived longer than they may. */
	readonly leftBehind: readonly string[];
}

/** A resource in the stack's state. */
export interface Held {
	readonly id: string;
	readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs the user's commands, in one process or on the real CLI. */
export interface Driver {
	readonly simulator: Simulator;
	/** Whether pending changes are cheap enough to check after each round. */
	readonly isQuick: boolean;
	run(command: Command, program: readonly Campaign[], trouble?: Trouble): Promise<Outcome>;
	/** The stack's tasks, by the key of their resource. */
	state(): Promise<ReadonlyMap<string, Held>>;
	/** Descriptions of what an up would change; none when the stack is as declared. */
	pendingChanges(program: readonly Campaign[]): Promise<readonly string[]>;
	close(): Promise<void>;
}
