import type { Api } from "../service/client";
import type { Settings } from "../service/settings";
import type { AccountTasks } from "./account-tasks";
import type { Claims } from "./claims";
import type { Journal } from "./journal";

/** Everything that the life cycle does to the world or learns from it. */
export interface Context {
	readonly api: Api;
	/** The tasks of the account, as far as this run has looked. */
	readonly account: AccountTasks;
	/** What the resources of this run have claimed. */
	readonly claims: Claims;
	readonly journal: Journal;
	/** What the stack's configuration says. Throws a `ConfigurationError` when that cannot be used. */
	settings(): Settings;
	/** True once the engine has ended without a goodbye: what is under way is finished, nothing more is begun. */
	engineIsGone(): boolean;
	/** Epoch milliseconds. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** One line for the user. */
	log(line: string): void;
}
