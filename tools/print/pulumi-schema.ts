import packageJson from "../../package.json";
import {
	configurationKeys,
	type DescribedOutput,
	type DescribedProperty,
	descriptionOf,
	inputProperties,
	progressProperties,
} from "./property-types";

type Json = Record<string, unknown>;
const windowToken = "aiccs:index:CallWindow";
const progressToken = "aiccs:index:AiCallTaskProgress";

/** The package's description for Pulumi's tools. */
export function pulumiSchema(): Json {
	const inputs = inputProperties();
	const inputTypes = Object.fromEntries(inputs.map((property) => [property.name, inputProperty(property)]));
	const [statusProperty, ...progress] = progressProperties();
	const required = inputs.filter((property) => property.required).map(({ name }) => name);
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
					startTime: { type: "string", description: "`HH:mm:ss`." },
					endTime: { type: "string", description: "`HH:mm:ss`, later than the start." },
				},
				required: ["startTime", "endTime"],
			},
			[progressToken]: {
				description: "What a refresh, or an update, last saw of a task.",
				type: "object",
				properties: Object.fromEntries(progress.map(outputProperty)),
				required: [],
			},
		},
		resources: {
			"aiccs:index:AiCallTask": {
				description:
					"An AI call task: an outbound call campaign of Alibaba Cloud (product Aiccs, API 2019-10-15). The service cannot delete tasks and keeps their names.",
				inputProperties: inputTypes,
				requiredInputs: required,
				properties: {
					...inputTypes,
					taskId: { type: "string", description: "Id of the task, exact to the last of its 18 digits." },
					...Object.fromEntries([statusProperty].map(outputProperty)),
					progress: {
						type: "object",
						$ref: `#/types/${progressToken}`,
						description: "How far the campaign is. Empty until the first refresh or update.",
					},
				},
				required: [...required, "taskId", statusProperty.name],
			},
		},
	};
}

function outputProperty({ name, shape }: DescribedOutput): [string, Json] {
	return [name, { type: shape.type ?? "string", description: shape.description }];
}

function configurationTypes(): Json {
	return Object.fromEntries(
		configurationKeys().map(({ key, description, secret, standard }) => [
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
	if (field.kind === "instant") return { oneOf: [{ type: "integer" }, { type: "string" }], ...base, ...replaces };
	const type = field.kind === "whole" ? "integer" : field.kind === "flag" ? "boolean" : (shape.type ?? "string");
	return { type, ...base, ...replaces };
}
