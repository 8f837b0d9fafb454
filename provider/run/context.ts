import type { Api } from "../service/client";
import type { Settings } from "../service/settings";
import type { AccountTasks } from "./account-tasks";
import type { Claims } from "./claims";
import type { Journal } from "./journal";

/** Everything through which resources reach the service, the journal, the engine and the user. */
export interface Context {
	readonly api: Api;
	/** The tasks of the account, as far as this run has read them. */
	readonly account: AccountTasks;
	/** What the resources of this run have claimed. */
	readonly claims: Claims;
	readonly journal: Journal;
	/** The stack's configuration. Throws `ConfigurationError` if it is invalid. */
	settings(): Settings;
	/** True once the engine has ended early: work in progress is finished, and nothing new is started. */
	engineIsGone(): boolean;
	/** True once the user has interrupted the command: the engine waits for the work in progress. */
	isInterrupted(): boolean;
	/** Epoch milliseconds. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
	/** Shows one line to the user. */
	log(line: string): void;
}
