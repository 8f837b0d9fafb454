import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";
import { withoutRefused } from "./assets";
import { assertInstalled } from "./installed";
import { currentPreview } from "./preview";
import type { ResourceFacts } from "./resource-facts";
import { ignoreClosedStreams, isMocked, pauseStackTraces } from "./runtime";
import { showFindings } from "./show-findings";
import { ownerOf } from "./urn";

/** What the constructor of a resource class passes to Pulumi's, and what it does after that. */
export interface Declaration {
	readonly inputs: pulumi.Inputs;
	readonly options: pulumi.CustomResourceOptions;
	/** Ends the declaration of a resource, and gives it the output that repeats its id. */
	end(resource: pulumi.CustomResource): void;
	/** Ends a declaration that Pulumi refused. Returns the error, traced to the line that called the class. */
	fail(error: unknown, resourceClass: NewableFunction): unknown;
}

/**
 * Declares a resource. A function, and not a base class: Pulumi counts constructors to find the program's line, which it
 * records in the state, and expects one class between `CustomResource` and the program.
 */
export function declare(
	facts: ResourceFacts,
	name: string,
	args: object,
	options: pulumi.CustomResourceOptions,
): Declaration {
	const { type, schemaType, provider, properties } = facts;
	refuseImport(facts, name, options);
	assertInstalled();
	ignoreClosedStreams();
	// The old object keeps its name until it is deleted, and a name belongs to one object only.
	// A stack that the plugin has managed has the type of the schema.
	const merged = pulumi.mergeOptions({ deleteBeforeReplace: true, aliases: [{ type: schemaType }] }, options);
	const isRead = options.id !== undefined || options.urn !== undefined;
	const preview = !isRead && pulumi.runtime.isDryRun() && !isMocked() ? currentPreview() : undefined;
	const file = preview?.findings.newFile();
	const owner = ownerOf(type, name, options);
	// Pulumi sets the outputs that are named here, arguments included; reading a resource fills in all of them.
	const named = isRead ? [...properties.outputs, ...properties.required, ...properties.optional] : properties.outputs;
	const declared = given(args, properties.optional);
	const inputs = {
		...Object.fromEntries(named.map((property) => [property, undefined])),
		...(isMocked() ? declared : withoutRefused(declared, preview !== undefined)),
		__provider: provider,
		__owner: owner,
		...(file !== undefined && { __preview: file }),
		...belongsTo(facts, args),
	};
	const resumeStackTraces = pauseStackTraces();
	return {
		inputs,
		options: merged,
		end(resource) {
			resumeStackTraces();
			Object.assign(resource, { [properties.id]: resource.id });
			ownersOfIds.set(resource.id, owner);
			if (preview !== undefined && file !== undefined) showFindings({ facts, resource, owner, preview, file });
		},
		fail(error, resourceClass) {
			resumeStackTraces();
			if (file !== undefined) preview?.findings.drop(file);
			if (error instanceof Error) Error.captureStackTrace(error, resourceClass);
			return error;
		},
	};
}

/** The owners of declared resources, by the outputs that hold their ids. */
const ownersOfIds = new WeakMap<object, Promise<string>>();

/** The owner of the resource whose id an argument is: in a preview of new resources, the id itself is not known. */
function belongsTo({ belongsTo: name }: ResourceFacts, args: object): { readonly __belongsTo?: Promise<string> } {
	const id = name === undefined ? undefined : part(args, name);
	const owner = typeof id === "object" && id !== null ? ownersOfIds.get(id) : undefined;
	return owner === undefined ? {} : { __belongsTo: owner };
}

/** A dynamic resource is read from its inputs, and an import has none. */
function refuseImport({ insteadOfImport }: ResourceFacts, name: string, options: pulumi.CustomResourceOptions): void {
	if (options.import === undefined) return;
	throw new pulumi.RunError(
		`"${name}": the option import does not work for this type of resource. ${insteadOfImport(options.import)}`,
	);
}

/** The arguments without those that may be left out and have no value. */
function given(args: object, optional: readonly string[]): pulumi.Inputs {
	const all = Object.entries<unknown>({ ...args }).map(([name, value]) => [name, value ?? undefined] as const);
	return Object.fromEntries(all.filter(([name, value]) => value !== undefined || !optional.includes(name)));
}

/** True for a resource of the type, also when another copy of this package declared it, and for what policies pass. */
export function isOfType({ type }: ResourceFacts, value: unknown): boolean {
	return part(value, "__pulumiType") === type;
}

/**
 * Lets an argument that a program leaves out be read as an output without a value. May go when Pulumi sets outputs that
 * no input names, or when naming an input costs no promises.
 */
export function defineOptionalOutputs(
	{ prototype }: { readonly prototype: object },
	{ properties }: ResourceFacts,
): void {
	for (const property of properties.optional) {
		Object.defineProperty(prototype, property, {
			get: () => pulumi.output(undefined),
			set(this: object, value: unknown) {
				Object.defineProperty(this, property, { value, enumerable: true, configurable: true, writable: true });
			},
		});
	}
}
