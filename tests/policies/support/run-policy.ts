import assert from "node:assert/strict";
import { type ResourceValidationArgs, unknownCheckingProxy } from "@pulumi/policy";
import { aiccsPolicies } from "../../../provider/policies";
import { aiCallTaskTokens, calleeListTokens } from "../../../provider/program/type-tokens";

/** What Pulumi puts in the place of a text that a preview does not know. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export interface Resource {
	readonly name?: string;
	readonly type?: string;
	readonly props: Readonly<Record<string, unknown>>;
}

export const task = (props: Resource["props"], more: Partial<Resource> = {}): Resource => ({
	type: aiCallTaskTokens.dynamic,
	props: {
		taskName: "spring",
		agentId: "118712345678901234",
		virtualNumber: "05710000001",
		startType: "IMMEDIATE",
		callDay: ["MONDAY"],
		callTime: [{ startTime: "09:00:00", endTime: "12:00:00" }],
		...props,
	},
	...more,
});

export const list = (props: Resource["props"], more: Partial<Resource> = {}): Resource => ({
	type: calleeListTokens.dynamic,
	props: { taskId: "118723606797749981", ...props },
	...more,
});

/** What the policy reports about each of the resources, in this order, as one run of Pulumi would call it. */
export async function reports(
	policy: string,
	resources: readonly Resource[],
	config: Readonly<Record<string, unknown>> = {},
): Promise<string[][]> {
	const { validateResource } = aiccsPolicies().find(({ name }) => name === policy) ?? assert.fail(policy);
	assert.ok(typeof validateResource === "function");
	const all: string[][] = [];
	for (const resource of resources) {
		const messages: string[] = [];
		await validateResource(argsOf(resource, config), (message) => {
			assert.ok(typeof message === "string");
			messages.push(message);
		});
		all.push(messages);
	}
	return all;
}

/** What the policy reports about one resource. */
export async function report(policy: string, resource: Resource, config?: Resource["props"]): Promise<string[]> {
	return (await reports(policy, [resource], config)).flat();
}

function argsOf({ name = "spring", type = "", props }: Resource, config: object): ResourceValidationArgs {
	const none = new Map<string, string>();
	return {
		type,
		name,
		urn: `urn:pulumi:dev::campaigns::${type}::${name}`,
		// Pulumi sends copies, and shows them through a proxy that throws when an unknown value is read.
		props: unknownCheckingProxy(structuredClone(props)),
		opts: {
			protect: false,
			ignoreChanges: [],
			aliases: [],
			customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
			additionalSecretOutputs: [],
		},
		stackTags: none,
		isType: () => false,
		asType: () => undefined,
		getConfig: <T extends object>() => structuredClone(config) as T,
		notApplicable: () => assert.fail("not applicable"),
	};
}
