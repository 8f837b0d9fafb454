import { z } from "zod";
import { IMPORT_SETTINGS } from "./settings/imports";
import { LIFE_CYCLE_SETTINGS } from "./settings/life-cycle";
import { READING_SETTINGS } from "./settings/reading";
import { REFUSAL_SETTINGS } from "./settings/refusals";
import { RULE_SETTINGS } from "./settings/rules";

const SETTINGS = z.strictObject({
	...REFUSAL_SETTINGS,
	...LIFE_CYCLE_SETTINGS,
	...RULE_SETTINGS,
	...READING_SETTINGS,
	...IMPORT_SETTINGS,
});

/** One reading of every question the vendor's documents leave open. */
export type Settings = z.output<typeof SETTINGS>;

export interface SettingView {
	readonly name: string;
	readonly question: string;
	readonly values: string;
	readonly initial: unknown;
	readonly value: unknown;
}

export function mergeSettings(current: Partial<Settings>, changes: unknown): Settings {
	return SETTINGS.parse({ ...current, ...z.record(z.string(), z.unknown()).parse(changes) });
}

const LISTED = z.object({
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

export function describeSettings(settings: Settings): SettingView[] {
	const values: Record<string, unknown> = settings;
	const { properties } = LISTED.parse(z.toJSONSchema(SETTINGS, { io: "input" }));
	return Object.entries(properties).map(([name, property]) => ({
		name,
		question: property.description,
		values: property.enum?.join(" | ") ?? property.values ?? rangeOf(property),
		initial: property.default,
		value: values[name],
	}));
}

function rangeOf({ minimum, maximum }: { minimum?: number | undefined; maximum?: number | undefined }): string {
	return `${minimum} to ${maximum}`;
}
