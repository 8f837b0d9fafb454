import type { Recorded, Records } from "./journal";

/** An account with credentials of its own, as far as the journal has to know it. */
export interface RecordedAccount {
	/** Its id by its credentials: no secret. */
	readonly id: string;
	/** Its names in the configuration. The first one is recorded. */
	readonly names: readonly [string, ...string[]];
	/** True for the id of any account in the configuration. */
	isConfigured(id: string): boolean;
}

const prefix = /^account (\S+) (\S+): /;

/**
 * The records of one account in the journal. They belong to the account with their id, whatever its name is now; and to
 * the account with their name, if the configuration no longer has one with their id: its key was rotated.
 */
export function recordsOfAccount(journal: Records, account: RecordedAccount): Records {
	const own = `account ${account.id} ${account.names[0]}: `;
	let isTaken = false;
	const keyOf = (key: string) => {
		if (!isTaken) takeOver(journal, account, own);
		isTaken = true;
		return own + key;
	};
	return {
		get: (key) => journal.get(keyOf(key)),
		record: (key, record) => journal.record(keyOf(key), record),
		settle: (key) => journal.settle(keyOf(key)),
		keysWhere: (matches) => keysUnder(journal, keyOf(""), matches),
	};
}

/** The records of the stack's own account: those without an account, which earlier versions wrote as well. */
export function recordsOfStack(journal: Records): Records {
	return {
		get: (key) => journal.get(key),
		record: (key, record) => journal.record(key, record),
		settle: (key) => journal.settle(key),
		keysWhere: (matches) => journal.keysWhere((record, key) => !prefix.test(key) && matches(record, key)),
	};
}

function keysUnder(journal: Records, own: string, matches: (record: Recorded, key: string) => boolean): string[] {
	const keys = journal.keysWhere((record, key) => key.startsWith(own) && matches(record, key.slice(own.length)));
	return keys.map((key) => key.slice(own.length));
}

/** Records what earlier runs have left under other names of the account, or with another key of it. */
function takeOver(journal: Records, { id, names, isConfigured }: RecordedAccount, own: string): void {
	const left = journal.keysWhere((_record, key) => {
		const [, itsId = "", itsName = ""] = prefix.exec(key) ?? [];
		if (itsId === "" || key.startsWith(own)) return false;
		return itsId === id || (names.includes(itsName) && !isConfigured(itsId));
	});
	for (const key of left) {
		const record = journal.get(key);
		const now = key.replace(prefix, own);
		if (record !== undefined && journal.get(now) === undefined) journal.record(now, record);
		journal.settle(key);
	}
}
