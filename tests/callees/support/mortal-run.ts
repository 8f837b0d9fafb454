import type { Engine, Held, Program, UpOptions } from "../../support/engine";
import type { Around, ProcessOptions, QuickPlace } from "./quick-place";

/** Where a run is killed. */
export interface Death {
	/** The number of the call, from 1: of the calls of an action if one is named. */
	readonly call: number;
	readonly action?: string;
	/** Before the service executes the call, or before its answer arrives. */
	readonly when: "before" | "after";
	/** The provider ends at once. Without its engine, it goes on until it notices. */
	readonly who: "provider" | "engine";
}

class Died extends Error {}

/** What a run has done, as far as the test sees it. */
export interface Run {
	/** The errors; undefined if it was killed. */
	readonly errors: readonly string[] | undefined;
	readonly calls: number;
}

interface Stage {
	readonly place: QuickPlace;
	readonly engine: Engine;
	readonly death?: Death | undefined;
	readonly around?: Around;
}

/** Runs `up`, and kills it at a call. The state has what was recorded until then. */
export async function runMortal(
	{ place, engine, death, around }: Stage,
	program: Program,
	options: UpOptions & ProcessOptions = {},
): Promise<Run> {
	let calls = 0;
	let isDead = false;
	let counted = 0;
	/** The state when the run was killed. */
	let recorded: ReadonlyMap<string, Held> | undefined;
	const hasEnded = () => recorded !== undefined;
	const dieAt = (action: string, when: Death["when"]) => {
		if (counted === death?.call && (death.action ?? action) === action && when === death.when && !hasEnded()) {
			recorded = new Map(engine.state);
			isDead = death.who === "provider";
		}
		if (isDead) throw new Died("The process has ended.");
	};
	const mortal: Around = {
		async before(action, parameters) {
			if (isDead) throw new Died("The process has ended.");
			calls++;
			if (death !== undefined && (death.action ?? action) === action) counted++;
			await around?.before?.(action, parameters);
			dieAt(action, "before");
		},
		async after(action, parameters) {
			await around?.after?.(action, parameters);
			dieAt(action, "after");
		},
	};
	const context = place.newContext({ ...options, around: mortal, engineIsGone: hasEnded });
	const errors = await engine.up(program, options, context);
	if (recorded === undefined) return { errors, calls };
	engine.restore(recorded);
	return { errors: undefined, calls };
}
