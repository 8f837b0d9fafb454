import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { valid } from "semver";
import { z } from "zod";
import packageJson from "../../package.json";
import { lookups } from "../../provider/lookups/lookups";
import { taskDefinition } from "../../provider/tasks/definition";
import { TaskProgress } from "../../provider/tasks/progress";
import schemaJson from "../../schema.json";
import { installedPulumi } from "../../tools/pulumi/find-pulumi";
import { hermeticEnvironment } from "../../tools/pulumi/hermetic-stack";
import { runCommand } from "../../tools/setup/command";
import { expectedProperties } from "../tasks/support/properties";

const { properties } = taskDefinition;

const root = resolve(__dirname, "..", "..");

const Simple = z.strictObject({ type: z.string().optional(), $ref: z.string().optional() });

/** A type in a Pulumi package schema. */
const TypeSpec = z.strictObject({
	type: z.enum(["string", "integer", "number", "boolean", "array", "object"]).optional(),
	$ref: z.string().optional(),
	items: Simple.optional(),
	additionalProperties: Simple.optional(),
	oneOf: z
		.array(Simple.extend({ items: Simple.optional() }))
		.min(2)
		.optional(),
	description: z.string().min(1).optional(),
	willReplaceOnChanges: z.literal(true).optional(),
	secret: z.literal(true).optional(),
});
const Members = z.record(z.string(), TypeSpec);
const ObjectSpec = z.strictObject({ type: z.literal("object"), properties: Members, required: z.array(z.string()) });
const Schema = z.strictObject({
	name: z.string(),
	displayName: z.string(),
	version: z.string(),
	description: z.string(),
	keywords: z.array(z.string()),
	license: z.string(),
	language: z.record(z.string(), z.unknown()),
	config: z.strictObject({ variables: Members }),
	provider: z.strictObject({ description: z.string(), inputProperties: Members }),
	types: z.record(
		z.string(),
		z.strictObject({
			description: z.string(),
			type: z.literal("object"),
			properties: Members,
			required: z.array(z.string()),
		}),
	),
	resources: z.record(
		z.string(),
		z.strictObject({
			description: z.string(),
			inputProperties: Members,
			requiredInputs: z.array(z.string()),
			properties: Members,
			required: z.array(z.string()),
			aliases: z.array(z.strictObject({ type: z.string() })),
		}),
	),
	functions: z.record(z.string(), z.strictObject({ description: z.string(), inputs: ObjectSpec, outputs: ObjectSpec })),
});
type TypeSpec = z.output<typeof TypeSpec>;

const schema = Schema.parse(schemaJson);
const resource = schema.resources["aiccs:index:AiCallTask"];
assert.ok(resource);
const inputs = new Map(Object.entries(resource.inputProperties));
const places: [place: string, members: Record<string, TypeSpec>][] = [
	["configuration", schema.config.variables],
	["provider", schema.provider.inputProperties],
	["inputs", resource.inputProperties],
	["outputs", resource.properties],
	...Object.entries(schema.functions).flatMap(([token, { inputs, outputs }]): [string, Record<string, TypeSpec>][] => [
		[`arguments of ${token}`, inputs.properties],
		[`answers of ${token}`, outputs.properties],
	]),
	...Object.entries(schema.types).map(([token, { properties: members }]): [string, Record<string, TypeSpec>] => [
		token,
		members,
	]),
];

describe("schema.json by the rules of Pulumi's binder", () => {
	it("passes Pulumi's own checker", async () => {
		const cli = await installedPulumi();
		const folder = mkdtempSync(join(tmpdir(), "aiccs-schema-"));
		const env = hermeticEnvironment({ PULUMI_HOME: folder, PULUMI_SKIP_UPDATE_CHECK: "true" });

		const { exitCode, output } = await runCommand(cli.command, ["schema", "check", "schema.json"], {
			cwd: root,
			env,
		});

		rmSync(folder, { recursive: true, force: true });
		assert.equal(exitCode, 0, output);
		assert.doesNotMatch(output, /warning/i);
	});

	it("names the package as package.json does, with a semantic version", () => {
		assert.equal(schema.version, packageJson.version);
		assert.ok(valid(schema.version));
		assert.match(schema.name, /^[a-z][a-z0-9-]*$/);
		assert.equal(schema.license, packageJson.license);
		assert.deepEqual(schema.language.nodejs, { packageName: packageJson.name, respectSchemaVersion: true });
	});

	it("has well-formed tokens of this package", () => {
		for (const token of [...Object.keys(schema.resources), ...Object.keys(schema.types)]) {
			assert.match(token, /^aiccs:index:[A-Z][A-Za-z]+$/);
		}
	});

	it("requires only existing properties", () => {
		for (const name of resource.requiredInputs) assert.ok(name in resource.inputProperties, name);
		for (const name of resource.required) assert.ok(name in resource.properties, name);
		for (const { properties: members, required } of Object.values(schema.types)) {
			for (const name of required) assert.ok(name in members, name);
		}
	});

	for (const [place, members] of places) {
		it(`has no reserved name among the ${place}`, () => {
			for (const name of Object.keys(members)) assert.ok(!/^(id|urn|pulumi|.*[^A-Za-z0-9].*)$/.test(name), name);
		});

		it(`has a type for each of the ${place}, and an element type for each list`, () => {
			for (const [name, spec] of Object.entries(members)) {
				assert.ok(spec.type !== undefined || spec.oneOf !== undefined || spec.$ref !== undefined, name);
				assert.equal(spec.items !== undefined, spec.type === "array", name);
			}
		});

		it(`refers only to existing types in the ${place}`, () => {
			for (const spec of Object.values(members)) {
				const ref = spec.$ref ?? spec.items?.$ref;
				if (ref !== undefined) assert.ok(ref.replace("#/types/", "") in schema.types, ref);
			}
		});

		it(`describes each of the ${place}`, () => {
			for (const [name, { description }] of Object.entries(members)) assert.ok(description, name);
		});
	}

	it("keeps the secrets of the configuration secret, and nothing else", () => {
		const secrets = Object.entries(schema.config.variables).flatMap(([name, { secret }]) => (secret ? [name] : []));

		assert.deepEqual(secrets, ["accessKeySecret", "securityToken"]);
		assert.deepEqual(schema.config.variables, schema.provider.inputProperties);
	});
});

describe("schema.json by the lookups", () => {
	it("has a function for each", () => {
		assert.deepEqual(
			Object.keys(schema.functions),
			lookups.map(({ name }) => `aiccs:index:${name}`),
		);
		for (const { inputs, outputs } of Object.values(schema.functions)) {
			for (const { properties: members, required } of [inputs, outputs]) {
				for (const name of required) assert.ok(name in members, name);
			}
		}
	});
});

describe("schema.json by the model", () => {
	it("has every property, in the model's order", () => {
		assert.deepEqual([...inputs.keys()], [...properties.keys()]);
	});

	it("has every output: the inputs, the id, and what a refresh reads", () => {
		const outputs = [...properties.keys(), "taskId", "status", "progress"];
		const progress = ["status", ...Object.keys(schema.types["aiccs:index:AiCallTaskProgress"]?.properties ?? {})];

		assert.deepEqual(Object.keys(resource.properties), outputs);
		assert.deepEqual(progress, Object.keys(TaskProgress.shape));
	});

	it("requires what the model requires", () => {
		assert.deepEqual(resource.requiredInputs, ["taskName", "startType", "callDay", "callTime"]);
		assert.deepEqual(resource.required, [...resource.requiredInputs, "taskId", "status"]);
	});

	it("replaces for the same properties as the model", () => {
		const replacing = [...inputs].flatMap(([name, spec]) => (spec.willReplaceOnChanges ? [name] : []));

		assert.deepEqual(replacing, ["agentId", "source", "applicationCode", "account"]);
	});

	for (const [name, { type }] of Object.entries(expectedProperties)) {
		it(`gives ${name} the type ${type}`, () => {
			const spec = inputs.get(name);

			const found = spec?.oneOf?.map((one) => one.type).join(" or ") ?? spec?.type;
			assert.equal(spec?.items === undefined ? found : `${found} of ${spec.items.type}`, type);
		});
	}
});
