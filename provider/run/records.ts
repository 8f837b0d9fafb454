import type { z } from "zod";
import type { Context } from "./context";
import type { Recorded } from "./journal";

type Means = Pick<Context, "journal">;

/** The open records of one kind. */
export function recordsOf<Key extends string, T extends Recorded>(kind: string, schema: z.ZodType<T>) {
	const prefix = `${kind}:`;
	return {
		get: ({ journal }: Means, key: Key): T | undefined => schema.safeParse(journal.get(prefix + key)).data,
		record: ({ journal }: Means, key: Key, record: T): void => journal.record(prefix + key, record),
		settle: ({ journal }: Means, key: Key): void => journal.settle(prefix + key),
		/** The keys of the open records. */
		keys: ({ journal }: Means): string[] =>
			journal.keysWhere((_record, key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)),
	};
}
