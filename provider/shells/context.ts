import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import envPaths from "env-paths";
import { AccountTasks } from "../run/account-tasks";
import { Claims } from "../run/claims";
import type { Context } from "../run/context";
import { Journal, type Upgrade } from "../run/journal";
import { apiOf } from "../service/client";
import { type Settings, settingsOf } from "../service/settings";

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
}

/** The stack's configuration, and the environment. Throws `ConfigurationError` if it is invalid. */
export function readSettings(get: (key: string) => string | undefined): Settings {
	return settingsOf(get, (name) => process.env[name]);
}

/** The context of the provider process. Nothing is read or checked before it is used. */
export function openContext({ get, engineIsGone, isInterrupted, upgrade, log = printLine }: Means): Context {
	let settings: Settings | undefined;
	const getSettings = () => {
		settings ??= readSettings(get);
		return settings;
	};
	const api = apiOf(getSettings, log);
	return {
		api,
		account: new AccountTasks(api),
		claims: new Claims(),
		journal: new Journal(journalDirectory(), log, upgrade),
		settings: getSettings,
		engineIsGone,
		isInterrupted,
		now: Date.now,
		sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
		log,
	};
}
