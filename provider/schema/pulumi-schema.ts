import packageJson from "../../package.json";
import { type DescribedProperty, descriptionOf, inputProperties, progressProperties } from "./property-types";

type Json = Record<string, unknown>;
const windowToken = "aiccs:index:CallWindow";

/** The package's description for Pulumi's tools. */
export function pulumiSchema(): Json {
	const inputs = inputProperties();
	const inputTypes = Object.fromEntries(inputs.map((property) => [property.name, inputProperty(property)]));
	const outputs = progressProperties();
	const required = inputs.filter((property) => property.required).map(({ name }) => name);
	return {
		name: "aiccs",
		displayName: "Alibaba Cloud AI call tasks",
		version: packageJson.version,
		description: packageJson.description,
		keywords: ["pulumi", "aiccs", "alicloud", "category/cloud", "kind/native"],
		license: packageJson.license,
		language: { nodejs: { packageName: packageJson.name, respectSchemaVersion: true } },
		config: { variables: configuration },
		provider: { description: "Where the service is and who asks.", inputProperties: configuration },
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
					...Object.fromEntries(
						outputs.map(({ name, shape }) => [
							name,
							{ type: shape.type === "integer" ? "integer" : (shape.type ?? "string"), description: shape.description },
						]),
					),
				},
				required: [...required, "taskId", ...outputs.filter((output) => output.required).map(({ name }) => name)],
			},
		},
	};
}

const configuration: Json = {
	region: {
		type: "string",
		description: "Region of the account, default cn-hangzhou; the service has one host for all.",
	},
	endpoint: { type: "string", description: "Host of the service, default aiccs.aliyuncs.com." },
	accessKeyId: { type: "string", description: "Access key id; unset, the vendor's default chain is asked." },
	accessKeySecret: { type: "string", description: "Secret of the access key.", secret: true },
	securityToken: { type: "string", description: "Security token of temporary credentials.", secret: true },
	profile: { type: "string", description: "Profile of the aliyun command line to take credentials from." },
	offlinePreview: { type: "boolean", description: "Previews ask nothing of the account, and say so." },
	retrySeconds: { type: "integer", description: "Seconds for which a throttled request is sent again, default 300." },
	requestTimeoutSeconds: {
		type: "number",
		description: "Seconds to wait for an answer, in place of each operation's own.",
	},
};

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
