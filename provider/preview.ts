import * as pulumi from "@pulumi/pulumi";

/** What one preview of one program knows. Automation programs preview many stacks in one process. */
export interface Preview {
	/** The resources of the program by their owner. */
	readonly resources: Map<string, pulumi.Resource>;
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
		holders: () => {
			reading ??= readHolders();
			return reading;
		},
	};
	if (stack !== undefined) previews.set(stack, preview);
	return preview;
}

async function readHolders(): Promise<ReadonlyMap<string, string>> {
	const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
	const answer: unknown = await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
	return new Map(
		entries(answer, "outputs").flatMap(([urn, resource]) => {
			const taskId = new Map(entries(resource, "outputs")).get("taskId");
			return typeof taskId === "string" ? [[taskId, urn]] : [];
		}),
	);
}

function entries(value: unknown, key: string): [string, unknown][] {
	const inner: unknown = isObject(value) ? Reflect.get(value, key) : undefined;
	return isObject(inner) ? Object.entries(inner) : [];
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}
