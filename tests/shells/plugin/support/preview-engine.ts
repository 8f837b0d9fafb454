import { setTimeout as wait } from "node:timers/promises";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Values } from "../../../support/engine";
import { check, create } from "./open-plugin";

/** A resource of a program, and the one whose outputs it needs. */
export interface Registered {
	readonly name: string;
	readonly news: Values;
	readonly needs?: string;
	/** Milliseconds that the program takes before it declares the resource. */
	readonly after?: number;
}

export interface PreviewEnd {
	/** The message of the call that failed; `undefined` if the preview succeeded. */
	readonly failure: string | undefined;
	readonly seconds: number;
}

/**
 * Previews creations as Pulumi's engine does: a program registers resources at once, except those that need another; checks
 * run one after the other, creations so many at once; the first that fails ends the preview.
 */
export async function preview(
	client: ResourceProviderClient,
	program: readonly Registered[],
	parallel: number,
): Promise<PreviewEnd> {
	const began = Date.now();
	const registered = new Map<string, Promise<void>>();
	const workers = new Workers(parallel);
	let checks: Promise<unknown> = Promise.resolve();
	let hasEnded = false;
	const register = async ({ name, news, needs }: Registered): Promise<void> => {
		if (needs !== undefined) await registered.get(needs);
		if (hasEnded) return;
		const checked = checks.then(() => (hasEnded ? undefined : check(client, name, news)));
		checks = checked;
		const inputs = (await checked)?.inputs;
		if (inputs !== undefined) await workers.run(async () => hasEnded || create(client, name, inputs, true));
	};
	for (const one of program) {
		if (one.after !== undefined) await wait(one.after);
		if (hasEnded) break;
		const done = register(one);
		registered.set(one.name, done);
		done.catch(() => {
			hasEnded = true;
		});
	}
	const outcomes = await Promise.allSettled(registered.values());
	const failed = outcomes.find((outcome) => outcome.status === "rejected");
	return { failure: failed && String(failed.reason.details), seconds: (Date.now() - began) / 1000 };
}

class Workers {
	private free: number;
	private readonly waiting: (() => void)[] = [];

	constructor(free: number) {
		this.free = free;
	}

	async run(work: () => Promise<unknown>): Promise<void> {
		if (this.free === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
		else this.free--;
		try {
			await work();
		} finally {
			const next = this.waiting.shift();
			if (next === undefined) this.free++;
			else next();
		}
	}
}
