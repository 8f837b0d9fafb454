import { z } from "zod";
import type { Context } from "../run/context";
import type { Upgrade } from "../run/journal";
import { OwnerKey } from "../run/owner";
import { recordsOf } from "../run/records";

/** A creation that was sent, or a task taken over, before the engine learned of it. */
const Creation = z.object({
	/** Epoch milliseconds. */
	at: z.number(),
	taskName: z.string(),
	agentId: z.string().optional(),
	applicationCode: z.string().optional(),
	source: z.literal([0, 1]).optional(),
	/** Digest of the whole request: not everything that was sent is read back. */
	sent: z.string().optional(),
	/** Set once the service has returned it. */
	taskId: z.string().optional(),
});
export type Creation = z.output<typeof Creation>;

/** A running campaign that an update stops: it has to be started again. */
const Suspension = z.object({
	/** When it last started before that, epoch milliseconds. */
	startedAt: z.number().optional(),
});

/** A task that is being released, and whether it ran. */
const Release = z.object({ ran: z.boolean() });

type Means = Pick<Context, "journal">;

/** By owner: a task has no id at first. */
export const creations = recordsOf<OwnerKey, Creation>("creation", Creation);
/** By task id: a resource that is renamed has another owner. */
export const suspensions = recordsOf<string, z.output<typeof Suspension>>("suspension", Suspension);
/** By task id. */
export const releases = recordsOf<string, z.output<typeof Release>>("release", Release);

/** The creations of all owners whose outcome is not known. */
export function unclearCreations({ journal }: Means): { readonly owner: OwnerKey; readonly creation: Creation }[] {
	const keys = journal.keysWhere(({ taskId }, key) => taskId === undefined && key.startsWith("creation:"));
	return keys.flatMap((key) => {
		const owner = OwnerKey.parse(key.slice("creation:".length));
		const creation = creations.get({ journal }, owner);
		return creation === undefined ? [] : [{ owner, creation }];
	});
}

/** Settles the creation of a task: the engine has it in its state. */
export function acknowledge({ journal }: Means, taskId: string): void {
	for (const key of journal.keysWhere((record) => record.taskId === taskId)) journal.settle(key);
}

/** True when an earlier run stopped the task for an update, or began to release it, and did not finish. */
export function wasInterrupted(means: Means, taskId: string): boolean {
	return (suspensions.get(means, taskId) ?? releases.get(means, taskId)) !== undefined;
}

/** Settles everything about a task, which has been released. */
export function settleAll(means: Means, taskId: string): void {
	acknowledge(means, taskId);
	suspensions.settle(means, taskId);
	releases.settle(means, taskId);
}

/** A line of version 0.1.0. Absent fields are unchanged; `null` settles. A release has the task itself as its owner. */
const LineOf010 = z.object({
	owner: z.string(),
	creation: Creation.nullish(),
	interrupted: z.string().nullish(),
	startedAt: z.number().nullish(),
	released: z.string().nullish(),
	ran: z.boolean().default(false),
});

/**
 * Reads the lines that version 0.1.0 left, in their order. May go when no one upgrades from it any more: the journal keeps
 * them for 90 days at most.
 */
export function upgradeFrom010(): Upgrade {
	const suspended = new Map<string, string>();
	return (line) => {
		const { data } = LineOf010.safeParse(line);
		if (data === undefined) return [];
		const { owner, creation, interrupted, startedAt, released, ran } = data;
		const taskId = interrupted ?? suspended.get(owner) ?? "";
		suspended.set(owner, taskId);
		const suspension = interrupted === null ? null : { startedAt: startedAt ?? undefined };
		return [
			...(creation === undefined ? [] : [{ key: `creation:${owner}`, record: creation }]),
			...(interrupted === undefined ? [] : [{ key: `suspension:${taskId}`, record: suspension }]),
			...(released === undefined ? [] : [{ key: `release:${owner}`, record: released === null ? null : { ran } }]),
		];
	};
}
