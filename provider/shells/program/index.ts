/** Lookups in the process of a TypeScript program. A program loads this file at its first lookup, by `require`. */
import { openContext } from "../context";
import { answerLookup } from "../lookups";

interface Means {
	/** The stack's configuration, by whole keys such as `aiccs:region`. */
	readonly get: (key: string) => string | undefined;
	readonly isPreview: boolean;
	/** Shows one line to the user. */
	readonly log: (line: string) => void;
}

/** The lookups of one run of a program: what a run reads of the agents, it reads once. */
export function openLookups({ get, isPreview, log }: Means) {
	const context = openContext({
		get,
		engineIsGone: () => false,
		isInterrupted: () => false,
		upgrade: () => [],
		log,
	});
	return {
		/** True if this preview does not query the account. Throws `ConfigurationError` if the configuration is invalid. */
		isOffline: (account: string | undefined) => isPreview && context.of(account).settings().offlinePreview,
		answer: (name: string, args: unknown, account: string | undefined) => answerLookup(context.of(account), name, args),
	};
}
