import type { Context } from "../../run/context";
import type { Upgrade } from "../../run/journal";
import { openContext } from "../context";
import { type EngineWatch, watchEngine } from "./engine-watch";

type Configuration = (key: string) => string | undefined;

/** What all resources in the provider process share. Nothing is opened before it is used. */
export class Host {
	private readonly upgrade: Upgrade;
	private configuration: Configuration = () => undefined;
	private opened: Context | undefined;
	private watch: EngineWatch | undefined;

	/** `upgrade` reads the journal's lines of earlier versions. */
	constructor(upgrade: Upgrade = () => []) {
		this.upgrade = upgrade;
	}

	configure(configuration: Configuration): void {
		this.configuration = configuration;
		this.engine();
	}

	context(): Context {
		this.opened ??= openContext({
			get: (key) => this.configuration(key),
			engineIsGone: () => this.engine().isGone(),
			isInterrupted: () => this.engine().isInterrupted(),
			upgrade: this.upgrade,
		});
		return this.opened;
	}

	engine(): EngineWatch {
		this.watch ??= watchEngine();
		return this.watch;
	}
}
