import type { Settings } from "../../../simulator";

/** Readings of the service under which the soak is played; a seed names one of them. */
export const presets = {
	strict: {},
	lenient: {
		updateInInit: "accepted",
		stopInInit: "accepted",
		startInInit: "accepted",
		stopInStopped: "accepted",
		startInRunning: "accepted",
	},
	"other words": {
		refusalStyle: "ok-200",
		unknownTask: "empty",
		nullFields: "null",
		readBackOrder: "sorted",
		updateOmitted: "keep",
	},
	"lists lag": {
		listDelayAfterCreate: 0.03,
		listDelayAfterUpdate: 0.03,
		detailDelayAfterCreate: 0.02,
		detailDelayAfterUpdate: 0.02,
	},
	"updates start": {
		updateToImmediate: "starts",
		updateWithFutureStart: "starts-at-time",
		cancelByTaskOnly: "refused",
	},
	"little is read back": {
		callerNumber: "absent",
		callableTimes: "absent",
		timeFormat: "HH:mm",
		listWithoutSource: "agent-only",
		immediateStartTime: "create-time",
	},
} satisfies Record<string, Partial<Settings>>;

export type Preset = keyof typeof presets;

const names = Object.keys(presets).filter((name): name is Preset => name in presets);

export function presetOf(seed: number): Preset {
	return names[seed % names.length] ?? "strict";
}
