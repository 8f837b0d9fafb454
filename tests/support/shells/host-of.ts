import type { Context } from "../../../provider/run/context";
import { EngineWatch } from "../../../provider/shells/engine-watch";
import { Host } from "../../../provider/shells/host";

/** A provider process with a context of the test's own: an engine to watch, and signals, only a real process has. */
export class HostOf extends Host {
	private readonly given: Context;
	private readonly noEngine = new EngineWatch(undefined, () => {});

	constructor(context: Context) {
		super();
		this.given = context;
	}

	override context(account?: string): Context {
		return this.given.of(account);
	}

	override engine(): EngineWatch {
		return this.noEngine;
	}
}
