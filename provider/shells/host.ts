import { accountIn } from "../definition/account";
import type { Definition } from "../definition/define-resource";
import type { Raw } from "../definition/values";
import type { Context } from "../run/context";
import type { Upgrade } from "../run/journal";
import { openContext } from "./context";
import { type EngineWatch, watchEngine } from "./engine-watch";

type Configuration = (key: string) => string | undefined;

interface Means {
	/** Reads the journal's lines of earlier versions. */
	readonly upgrade?: Upgrade;
	/** Shows one line to the user; by default, on the standard output. */
	readonly log?: (line: string) => void;
	/** The watch of the engine, if it has begun. */
	readonly watch?: EngineWatch;
	/** Calls back when the command is interrupted. */
	readonly onCancel?: (callback: () => void) => void;
}

/** What all resources in the provider process share. Nothing is opened before it is used. */
export class Host {
	private readonly means: Means;
	private configuration: Configuration = () => undefined;
	private opened: Context | undefined;
	private watch: EngineWatch | undefined;

	constructor(means: Means = {}) {
		this.means = means;
	}

	configure(configuration: Configuration): void {
		this.configuration = configuration;
		this.engine();
	}

	/** The context of an account of `aiccs:accounts`; without a name, of the stack's own. */
	context(account?: string): Context {
		this.opened ??= openContext({
			get: (key) => this.configuration(key),
			engineIsGone: () => this.engine().isGone(),
			isInterrupted: () => this.engine().isInterrupted(),
			upgrade: () => [],
			...this.means,
		});
		return this.opened.of(account);
	}

	/** The context of the account that a resource's inputs or outputs name. */
	contextFor<T>(definition: Pick<Definition<T>, "account">, values: Raw): Context {
		return this.context(accountIn(definition, values));
	}

	engine(): EngineWatch {
		if (this.watch === undefined) {
			const watch = this.means.watch ?? watchEngine();
			this.means.onCancel?.(() => watch.cancel());
			this.watch = watch;
		}
		return this.watch;
	}
}
