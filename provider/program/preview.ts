import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { urnParts } from "../definition/resource-label";
import { FindingsFolder } from "./findings-folder";
import type { ResourceFacts } from "./resource-facts";
import { readStackState, type StackResource } from "./stack-state";

/** One preview of one program. An Automation API program may run several previews in one process. */
export class Preview {
	/** The declared resources of this package by their owner. */
	readonly resources = new Map<string, pulumi.CustomResource>();
	readonly findings = new FindingsFolder();
	/** True when the closing line is printed. */
	isClosed = false;
	private state: Promise<readonly StackResource[]> | undefined;

	/** The URN of the resource with this type and id in the stack's last state, which is read at the first call. */
	async holderOf({ type, properties }: ResourceFacts, id: string): Promise<string | undefined> {
		this.state ??= readStackState(this.resources.values());
		const holder = (await this.state).findLast(
			(one) => (one.id ?? part(one.outputs, properties.id)) === id && urnParts(one.urn).types.at(-1) === type,
		);
		return holder?.urn;
	}
}

const previews = new WeakMap<pulumi.Resource, Preview>();

/** The running preview of this program. */
export function currentPreview(): Preview {
	const stack = pulumi.runtime.getStackResource();
	const preview = (stack && previews.get(stack)) ?? new Preview();
	if (stack !== undefined) previews.set(stack, preview);
	return preview;
}
