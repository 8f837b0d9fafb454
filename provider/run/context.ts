import type { Api } from "../service/client";
import type { Settings } from "../service/settings";
import type { AccountTasks } from "./account-tasks";
import type { Claims } from "./claims";
import type { Records } from "./journal";

/** Everything through which the resources of one account reach the service, the journal, the engine and the user. */
export interface Context {
	/** The name of the account in the configuration; `undefined` for the account of the stack. */
	readonly accountName: string | undefined;
	/**
	 * The context of another account of the run; without a name, of the stack's own. Names of the same account have the
	 * same context. `settings` of a name that the configuration does not have throws `UnknownAccount`.
	 */
	of(accountName: string | undefined): Context;
	/** The contexts of all accounts of the configuration, each once. */
	all(): readonly Context[];
	readonly api: Api;
	/** The tasks of the account, as far as this run has read them. */
	readonly account: AccountTasks;
	/** What the resources of this run have claimed, in this account. */
	readonly claims: Claims;
	/** What earlier runs have left in this account. */
	readonly journal: Records;
	/** The configuration of the account. Throws `ConfigurationError` if it is invalid. */
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
