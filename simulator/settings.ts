import { z } from "zod";
import { importSettings } from "./settings/imports";
import { lifeCycleSettings } from "./settings/life-cycle";
import { numberSettings } from "./settings/numbers";
import { quotaSettings } from "./settings/quota";
import { readingSettings } from "./settings/reading";
import { refusalSettings } from "./settings/refusals";
import { ruleSettings } from "./settings/rules";

const Settings = z.strictObject({
	...refusalSettings,
	...lifeCycleSettings,
	...ruleSettings,
	...readingSettings,
	...importSettings,
	...numberSettings,
	...quotaSettings,
});

/** One possible answer to each question that the vendor's documents leave open. */
export type Settings = z.output<typeof Settings>;

export function mergeSettings(current: Partial<Settings>, changes: unknown): Settings {
	return Settings.parse({ ...current, ...z.record(z.string(), z.unknown()).parse(changes) });
}

const Described = z.object({
	properties: z.record(
		z.string(),
		z.object({
			description: z.string(),
			values: z.string().optional(),
			default: z.unknown(),
			enum: z.array(z.string()).optional(),
			minimum: z.number().optional(),
			maximum: z.number().optional(),
		}),
	),
});

export function describeSettings(settings: Settings) {
	const values: Record<string, unknown> = settings;
	const { properties } = Described.parse(z.toJSONSchema(Settings, { io: "input" }));
	return Object.entries(properties).map(([name, property]) => ({
		name,
		question: property.description,
		values: property.enum?.join(" | ") ?? property.values ?? `${property.minimum} to ${property.maximum}`,
		initial: property.default,
		value: values[name],
	}));
}
