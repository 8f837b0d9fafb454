import { homedir, userInfo } from "node:os";
import { isAbsolute, join } from "node:path";
import envPaths from "env-paths";
import { AccountTasks } from "../run/account-tasks";
import { Claims } from "../run/claims";
import type { Context } from "../run/context";
import { Journal, type Upgrade } from "../run/journal";
import { apiOf } from "../service/client";
import { type Settings, settingsOf } from "../service/settings";
import { EngineWatch, engineAddress } from "./dynamic/engine-watch";

/** Where the user's system keeps such things: `$XDG_STATE_HOME/pulumi-aiccs`, or its like. */
export function journalDirectory(): string {
	if (process.platform !== "linux") return envPaths("pulumi-aiccs", { suffix: "" }).data;
	// By its specification a folder that is empty or relative counts as not set.
	const { XDG_STATE_HOME = "" } = process.env;
	const home = isAbsolute(homedir()) ? homedir() : userInfo().homedir;
	return join(isAbsolute(XDG_STATE_HOME) ? XDG_STATE_HOME : join(home, ".local", "state"), "pulumi-aiccs");
}

/** Pulumi shows each line that a provider prints under the stack. */
function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

/**
 * Watches the engine. Without it every line fails, and Pulumi's own handler of uncaught errors writes each failure to a
 * stream that fails as well, without an end.
 */
export function watchEngine(): EngineWatch {
	const watch = new EngineWatch(engineAddress(process.argv), () => process.exit(1));
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => watch.end());
	return watch;
}

interface Means {
	readonly get: (key: string) => string | undefined;
	readonly watch: EngineWatch;
	readonly upgrade: Upgrade;
}

/** What resources need in the provider process. Nothing is read or checked before it is used. */
export function openContext({ get, watch, upgrade }: Means): Context {
	let settings: Settings | undefined;
	const settingsNow = () => {
		settings ??= settingsOf(get, (name) => process.env[name]);
		return settings;
	};
	const api = apiOf(settingsNow, say);
	return {
		api,
		account: new AccountTasks(api),
		claims: new Claims(),
		journal: new Journal(journalDirectory(), say, upgrade),
		settings: settingsNow,
		engineIsGone: () => watch.isGone(),
		now: Date.now,
		sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
		log: say,
	};
}
