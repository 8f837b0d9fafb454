import * as pulumi from "@pulumi/pulumi";
import { FindingsFolder } from "./findings-folder";
import { readHolders } from "./stack-state";

/** What one preview of one program knows. Automation programs preview many stacks in one process. */
export interface Preview {
	/** The resources of the program by their owner. */
	readonly resources: Map<string, pulumi.CustomResource>;
	/** Where the checks leave what they find. */
	readonly findings: FindingsFolder;
	/** The URN under which the stack's last state holds a task, by the task's id. Asked for only when it matters. */
	holders(): Promise<ReadonlyMap<string, string>>;
	/** What ends it has been said. */
	isEnding: boolean;
}

const previews = new WeakMap<pulumi.Resource, Preview>();

/** The preview that is running. */
export function currentPreview(): Preview {
	const stack = pulumi.runtime.getStackResource();
	const known = stack && previews.get(stack);
	if (known !== undefined) return known;
	let reading: Promise<ReadonlyMap<string, string>> | undefined;
	const preview: Preview = {
		isEnding: false,
		resources: new Map(),
		findings: new FindingsFolder(),
		holders: () => {
			reading ??= readHolders(preview.resources.values());
			return reading;
		},
	};
	if (stack !== undefined) previews.set(stack, preview);
	return preview;
}
