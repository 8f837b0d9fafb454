import type { Context } from "../../run/context";
import { openContext, watchEngine } from "../context";
import type { EngineWatch } from "./engine-watch";

type Configuration = (key: string) => string | undefined;

/** The provider process: what all resources of one run share. Nothing is opened before it is used. */
export class Host {
	private configuration: Configuration = () => undefined;
	private opened: Context | undefined;
	private watch: EngineWatch | undefined;

	configure(configuration: Configuration): void {
		this.configuration = configuration;
		this.engine();
	}

	context(): Context {
		this.opened ??= openContext((key) => this.configuration(key), this.engine());
		return this.opened;
	}

	engine(): EngineWatch {
		this.watch ??= watchEngine();
		return this.watch;
	}
}
