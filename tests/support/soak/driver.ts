import type { FaultOrder, Simulator } from "../../../simulator";
import type { Campaign } from "./campaign";

/** One command of the user. */
export type Command = "up" | "up with preview" | "preview" | "refresh";

export type Victim = "cli" | "provider" | "both";

/** The call at which a run is killed, or people do something. */
export interface Moment {
	/** An action, or `*` for any. */
	readonly action: string;
	/** How many calls of that action pass first. */
	readonly skip: number;
	readonly when: "before" | "after";
}

/** What goes wrong in a run. Hasty users run the next command while a provider still finishes what it was asked. */
export interface Trouble {
	readonly faults: readonly FaultOrder[];
	readonly kill?: (Moment & { readonly victim: Victim; readonly isHasty: boolean }) | undefined;
	/** What people do while it runs. */
	readonly people?: { readonly at: Moment; act(): void } | undefined;
}

export interface Outcome {
	/** What the command said went wrong; nothing when it went through. */
	readonly errors: readonly string[];
	/** True when it was killed: what it said is not known then. */
	readonly killed: boolean;
	/** Processes of the killed run that lived on for longer than they may. */
	readonly leftBehind: readonly string[];
}

/** A resource as the stack's state has it. */
export interface Held {
	readonly id: string;
	readonly outputs: Readonly<Record<string, unknown>>;
}

/** Runs the user's commands, in one process or on the real CLI. */
export interface Driver {
	readonly simulator: Simulator;
	/** Whether it costs little to ask after each round what is left to do. */
	readonly isQuick: boolean;
	run(command: Command, program: readonly Campaign[], trouble?: Trouble): Promise<Outcome>;
	/** The stack's tasks, by the key of their resource. */
	state(): Promise<ReadonlyMap<string, Held>>;
	/** What is left to do, in words; nothing when the program is what is. */
	leftToDo(program: readonly Campaign[]): Promise<readonly string[]>;
	close(): Promise<void>;
}
