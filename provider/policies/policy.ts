import type { ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";
import { z } from "zod";
import { listDefinition } from "../callees/definition";
import type { Definition } from "../definition/define-resource";
import { part } from "../definition/part";
import { type Checked, Raw, unknown, type Values } from "../definition/values";
import { aiCallTaskTokens, calleeListTokens, isTokenOf, type TypeTokens } from "../program/type-tokens";
import { taskDefinition } from "../tasks/definition";
import { configSchemaOf, configurationOf } from "./configuration";

/** One thing that a policy finds. No part of it contains a phone number, nor a text of the program. */
export interface Violation {
	/** The property, and what is wrong with it: a sentence. */
	readonly problem: string;
	/** What is allowed, and who says so: a sentence. */
	readonly limit: string;
	/** What to do: a sentence. */
	readonly fix: string;
}

/** A resource as a policy sees it. */
export interface Seen<T> {
	readonly urn: string;
	/** The name of the resource in the program. */
	readonly name: string;
	/** Values that are not known yet, or do not have the shape of their property, are `unknown`. */
	readonly inputs: Checked<T>;
	/** Properties that have a value, even if it is not known yet. */
	readonly isGiven: (property: keyof T & string) => boolean;
}

export interface PolicyOf<T, C extends z.ZodObject> {
	readonly name: string;
	readonly description: string;
	readonly configuration: C;
	find(seen: Seen<T>, configuration: z.output<C>): readonly Violation[];
}

/** The resources of a kind: of the dynamic shell and of the package's schema. */
interface Kind<T> {
	readonly tokens: TypeTokens;
	readonly definition: Definition<T>;
}

export const tasks = { tokens: aiCallTaskTokens, definition: taskDefinition };
export const lists = { tokens: calleeListTokens, definition: listDefinition };

/** The policy as Pulumi runs it, on every resource of the kind, in previews and updates. */
export function policyOn<T extends Values<T>, C extends z.ZodObject>(
	kind: Kind<T>,
	policy: PolicyOf<T, C>,
): ResourceValidationPolicy {
	const { name, description, configuration } = policy;
	return {
		name,
		description,
		configSchema: configSchemaOf(configuration),
		validateResource: (args, report) => {
			const config = configurationOf(name, configuration, args.getConfig());
			// Without properties, Pulumi shows a resource that --target leaves out and that does not exist yet.
			if (!isTokenOf(args.type, kind.tokens) || Object.keys(args.props).length === 0) return;
			for (const { problem, limit, fix } of policy.find(seenBy(kind.definition, args), config))
				report(`${problem} ${limit} ${fix}`);
		},
	};
}

function seenBy<T extends Values<T>>(definition: Definition<T>, { urn, name, props }: ResourceValidationArgs): Seen<T> {
	const raw = new Raw(Entries.parse(plain(props)));
	const isGiven = (property: string) => {
		const value = raw.get(property);
		return value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);
	};
	return { urn, name, inputs: definition.formed(raw), isGiven };
}

const Entries = z.record(z.string(), z.unknown());

/**
 * A copy of what Pulumi shows to policies, in which values that are not known yet are marked. Pulumi throws when one of
 * them is read.
 */
function plain(value: unknown): unknown {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => read(value, index));
	return Object.fromEntries(Object.keys(value).map((key) => [key, read(value, key)]));
}

function read(container: object, key: PropertyKey): unknown {
	try {
		return plain(part(container, key));
	} catch (error) {
		// The pack may have another copy of @pulumi/policy, so its class says nothing.
		if (part(error, "unknownTypeSentinel") === undefined) throw error;
		return unknown;
	}
}
