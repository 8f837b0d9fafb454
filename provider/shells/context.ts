import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import envPaths from "env-paths";
import { recordsOfAccount, recordsOfStack } from "../run/account-records";
import { AccountTasks } from "../run/account-tasks";
import { Claims } from "../run/claims";
import type { Context } from "../run/context";
import { Journal, type Records, type Upgrade } from "../run/journal";
import { type Api, apiOf } from "../service/client";
import { ConfigurationError } from "../service/configuration-error";
import { accountIdOf, accountNames, type Settings, settingsOf } from "../service/settings";

/** The system's folder for such files: `$XDG_STATE_HOME/pulumi-aiccs`, or its equivalent. */
export function journalDirectory(): string {
	// A stack that only tries something out must not settle what the user's runs have left.
	const { PULUMI_AICCS_JOURNAL = "" } = process.env;
	if (isAbsolute(PULUMI_AICCS_JOURNAL)) return PULUMI_AICCS_JOURNAL;
	if (process.platform !== "linux") return envPaths("pulumi-aiccs", { suffix: "" }).data;
	// By specification, an empty or relative XDG_STATE_HOME counts as unset.
	const { XDG_STATE_HOME = "" } = process.env;
	const home = isAbsolute(homedir()) ? homedir() : userInfo().homedir;
	return join(isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(home, ".local", "state"), "pulumi-aiccs");
}

/** Pulumi shows each line that a provider prints, under the stack. */
function printLine(line: string): void {
	process.stdout.write(`${line}\n`);
}

interface Means {
	readonly get: (key: string) => string | undefined;
	readonly engineIsGone: () => boolean;
	readonly isInterrupted: () => boolean;
	readonly upgrade: Upgrade;
	/** Shows one line to the user; by default, on the standard output. */
	readonly log?: (line: string) => void;
	/** The client of the service of an account; by default, the vendor's. */
	readonly connect?: (settings: () => Settings, log: (line: string) => void) => Api;
	/** Epoch milliseconds, and how to wait; by default, the machine's clock. */
	readonly clock?: Pick<Context, "now" | "sleep">;
}

const machineClock: Pick<Context, "now" | "sleep"> = {
	now: Date.now,
	sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

/** The configuration of an account, and the environment. Throws `ConfigurationError` if it is invalid. */
export function readSettings(get: (key: string) => string | undefined, account?: string): Settings {
	return settingsOf(get, variable, account);
}

/** The context of the stack's own account in the provider process. Nothing is read or checked before it is used. */
export function openContext(means: Means): Context {
	return new Accounts(means).of(undefined);
}

/** The contexts of one run. What concerns the machine and the engine is the same in all of them. */
class Accounts {
	private readonly means: Means;
	private readonly journal: Journal;
	private readonly byName = new Map<string | undefined, Context>();
	/** The contexts of accounts that are known by their credentials. */
	private readonly byId = new Map<string, Context>();
	private readonly own: Context;
	private ids: ReadonlyMap<string | undefined, string> | undefined;

	constructor(means: Means) {
		this.means = means;
		this.journal = new Journal(journalDirectory(), means.log ?? printLine, means.upgrade);
		this.own = this.open(undefined, new Claims(), recordsOfStack(this.journal));
		this.byName.set(undefined, this.own);
	}

	of(name: string | undefined): Context {
		const known = this.byName.get(name);
		if (known !== undefined || name === undefined) return known ?? this.own;
		const id = this.idOf(name);
		const opened = (id === undefined ? undefined : this.openedWith(id)) ?? this.openNamed(name, id);
		this.byName.set(name, opened);
		if (id !== undefined) this.byId.set(id, opened);
		return opened;
	}

	/** Another name may have the same account. */
	private openedWith(id: string): Context | undefined {
		return this.idOf(undefined) === id ? this.own : this.byId.get(id);
	}

	private openNamed(name: string, id = "unknown"): Context {
		const names = [...this.allIds()].flatMap(([one, its]) => (its === id && one !== undefined ? [one] : [])).sort();
		const [first = name, ...others] = names;
		const isConfigured = (one: string) => [...this.allIds().values()].includes(one);
		const records = recordsOfAccount(this.journal, { id, names: [first, ...others], isConfigured });
		return this.open(name, new Claims(this.own.claims), records);
	}

	private idOf(name: string | undefined): string | undefined {
		return this.allIds().get(name);
	}

	/** The ids of the accounts of which the configuration can be read. */
	private allIds(): ReadonlyMap<string | undefined, string> {
		this.ids ??= new Map(
			[undefined, ...accountNames(this.means.get)].flatMap((name) => {
				const settings = this.tried(name);
				const id = settings && accountIdOf(settings, variable);
				return id === undefined ? [] : [[name, id]];
			}),
		);
		return this.ids;
	}

	private tried(name: string | undefined): Settings | undefined {
		try {
			return readSettings(this.means.get, name);
		} catch (error) {
			if (error instanceof ConfigurationError) return undefined;
			throw error;
		}
	}

	private open(accountName: string | undefined, claims: Claims, journal: Records): Context {
		const { get, engineIsGone, isInterrupted, log = printLine, connect = apiOf, clock = machineClock } = this.means;
		let settings: Settings | undefined;
		const getSettings = () => {
			settings ??= readSettings(get, accountName);
			return settings;
		};
		const api = connect(getSettings, log);
		return {
			accountName,
			of: (name) => this.of(name),
			all: () => [...new Set([undefined, ...accountNames(get)].map((name) => this.of(name)))],
			api,
			account: new AccountTasks(api),
			claims,
			journal,
			settings: getSettings,
			engineIsGone,
			isInterrupted,
			...clock,
			log,
		};
	}
}

function variable(name: string): string | undefined {
	return process.env[name];
}
