import packageJson from "../../package.json";
import { AccountConfiguration } from "../../provider/service/configuration";
import { type DescribedLookup, type Member, type MemberType, namedTypes } from "./lookup-types";
import {
	configurationKeys,
	type DescribedOutput,
	type DescribedProperty,
	type DescribedResource,
	descriptionOf,
	lastSeen,
	windowParts,
} from "./property-types";

type Json = Record<string, unknown>;
const windowToken = "aiccs:index:CallWindow";
const accountToken = "aiccs:index:Account";

/** The package's description for Pulumi's tools. */
export function pulumiSchema(resources: readonly DescribedResource[], lookups: readonly DescribedLookup[]): Json {
	return {
		name: "aiccs",
		displayName: "Alibaba Cloud AI call tasks",
		version: packageJson.version,
		description: packageJson.description,
		keywords: ["pulumi", "aiccs", "alicloud", "category/cloud", "kind/native"],
		license: packageJson.license,
		language: { nodejs: { packageName: packageJson.name, respectSchemaVersion: true } },
		config: { variables: configurationTypes() },
		provider: { description: "Where the service is and who asks.", inputProperties: configurationTypes() },
		types: {
			[windowToken]: {
				description: "A part of the day in which calls may be placed, on the clock of Asia/Shanghai.",
				type: "object",
				properties: {
					startTime: { type: "string", description: windowParts.startTime },
					endTime: { type: "string", description: windowParts.endTime },
				},
				required: ["startTime", "endTime"],
			},
			[accountToken]: {
				description: "An account of `accounts`, with credentials of its own.",
				type: "object",
				properties: keyTypes(configurationKeys(AccountConfiguration).map((key) => ({ ...key, standard: undefined }))),
				required: [],
			},
			...Object.assign({}, ...resources.map(progressType)),
			...Object.fromEntries(
				namedTypes(lookups).flatMap(({ name, description, members }) =>
					// The resources have it as well.
					tokenOf(name) === windowToken
						? []
						: [[tokenOf(name), { description, type: "object", ...membersOf(members) }]],
				),
			),
		},
		resources: Object.fromEntries(resources.map((one) => [tokenOf(one.name), resourceType(one)])),
		functions: Object.fromEntries(lookups.map((one) => [tokenOf(one.name), functionType(one)])),
	};
}

function tokenOf(name: string): string {
	return `aiccs:index:${name}`;
}

function functionType({ description, args, result }: DescribedLookup): Json {
	return {
		description,
		inputs: { type: "object", ...membersOf(args) },
		outputs: { type: "object", ...membersOf(result) },
	};
}

function membersOf(members: readonly Member[]): Json {
	return {
		properties: Object.fromEntries(
			members.map(({ name, type, description }) => [name, { ...memberType(type), description }]),
		),
		required: members.filter(({ required }) => required).map(({ name }) => name),
	};
}

function memberType(type: MemberType): Json {
	if (type.is === "object") return { type: "object", $ref: `#/types/${tokenOf(type.name)}` };
	if (type.is === "list") return { type: "array", items: memberType(type.of) };
	return type.is === "map" ? { type: "object", additionalProperties: memberType(type.of) } : { type: type.is };
}

function progressType({ name, progress }: DescribedResource): Json {
	if (progress === undefined) return {};
	return {
		[tokenOf(`${name}Progress`)]: {
			description: lastSeen,
			type: "object",
			properties: Object.fromEntries(progress.parts.map(outputProperty)),
			required: [],
		},
	};
}

function resourceType({ name, description, inputs, id, outputs, progress }: DescribedResource): Json {
	const inputTypes = Object.fromEntries(inputs.map((property) => [property.name, inputProperty(property)]));
	const required = inputs.filter((property) => property.required).map((property) => property.name);
	return {
		description,
		inputProperties: inputTypes,
		requiredInputs: required,
		properties: {
			...inputTypes,
			...Object.fromEntries([id, ...outputs].map(outputProperty)),
			...(progress && {
				progress: {
					type: "object",
					$ref: `#/types/${tokenOf(`${name}Progress`)}`,
					description: progress.description,
				},
			}),
		},
		required: [...required, id.name, ...outputs.map((output) => output.name)],
		// State moves from the dynamic resource of TypeScript programs without a change.
		aliases: [{ type: `pulumi-nodejs:dynamic/aiccs:${name}` }],
	};
}

function outputProperty({ name, shape }: DescribedOutput): [string, Json] {
	return [name, { type: shape.type ?? "string", description: shape.description }];
}

function configurationTypes(): Json {
	const { accounts, ...types } = keyTypes(configurationKeys());
	const description = accounts?.description;
	const additionalProperties = { $ref: `#/types/${accountToken}` };
	return { ...types, accounts: { type: "object", additionalProperties, description } };
}

function keyTypes(keys: ReturnType<typeof configurationKeys>): Record<string, Json> {
	return Object.fromEntries(
		keys.map(({ key, description, secret, standard }) => [
			key,
			{
				type: "string",
				description: standard === undefined ? description : `${description} Default: ${standard}.`,
				...(secret && { secret }),
			},
		]),
	);
}

function inputProperty(property: DescribedProperty): Json {
	const { field, shape } = property;
	const base = { description: descriptionOf(property).join("\n\n") };
	const replaces = field.change === "replaces" ? { willReplaceOnChanges: true } : {};
	if (field.kind === "windows") {
		return { type: "array", items: { type: "object", $ref: `#/types/${windowToken}` }, ...base, ...replaces };
	}
	if (field.kind === "set") return { type: "array", items: { type: "string" }, ...base, ...replaces };
	if (field.kind === "files") {
		const asset = { $ref: "pulumi.json#/Asset" };
		return { oneOf: [asset, { type: "array", items: asset }], ...base, ...replaces };
	}
	if (field.kind === "names") {
		return { type: "object", additionalProperties: { type: "string" }, ...base, ...replaces };
	}
	if (field.kind === "instant") return { oneOf: [{ type: "integer" }, { type: "string" }], ...base, ...replaces };
	const type = field.kind === "whole" ? "integer" : field.kind === "flag" ? "boolean" : (shape.type ?? "string");
	return { type, ...base, ...replaces };
}
