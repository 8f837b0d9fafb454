import { calleeRows } from "./callees/rows";
import { exportRow } from "./export";
import { callsShown, count, shown } from "./figures";
import type { Measure, Result, Row } from "./measure";
import type { BenchOptions } from "./options";
import { pluginRows } from "./plugin";
import { previewReportRow } from "./preview-report";
import { quotaRow } from "./quota";
import { median, type Name, type Samples, total } from "./samples";
import { additions } from "./series";

const main = "life";

const measures: Readonly<Record<number, (tasks: number, options: BenchOptions) => Measure>> = {
	1: (tasks) => ({
		figure: `no-change \`up\`, ${count(tasks)} tasks / no-op provider; API calls`,
		goal: "at most 1.10; 0 calls",
		result: (samples) => ratioRow(samples, "noChange", ["noopProvider"], 1.1, () => 0),
	}),
	2: (tasks) => ({
		figure: `first \`up\`, ${count(tasks)} tasks / max(no-op provider, replay); API calls`,
		goal: `at most 1.25; ${count(tasks)} creates + at most 12`,
		result: (samples) => ratioRow(samples, "up", ["noopProvider", "replay"], 1.25, () => tasks + 12),
	}),
	3: (tasks) => ({
		figure: `\`refresh\`, ${count(tasks)} tasks / no-op provider; API calls`,
		goal: `at most 1.5; at most ${count(tasks)} + total/100`,
		result: (samples) => ratioRow(samples, "refresh", ["noopProvider"], 1.5, () => tasks + Math.ceil(tasks / 100)),
	}),
	4: (tasks) => ({
		figure: `preview that adds 1 task to ${count(tasks)}: API calls`,
		goal: "at most 2",
		result: (samples) => {
			const calls = total(samples.calls(main, "previewAdd", "ours"));
			const [ours, noop] = [seconds(samples, "previewAdd", "ours"), seconds(samples, "previewAdd", "noopProvider")];
			return {
				measured: calls === 1 ? "1 call" : `${calls} calls`,
				met: calls <= 2,
				compared: [`ours ${shown(ours)}, no-op provider ${shown(noop)}`, handwritten(samples, "previewAdd")].join("; "),
				values: { calls },
			};
		},
	}),
	5: () => ({
		figure:
			"state bytes for each task / the no-op provider's with the same inputs; the provider line, each time it is kept",
		goal: "at most 1.25; at most 80 bytes",
		result: stateSizes,
	}),
	6: (tasks) => ({
		figure: `provider process: ready over an empty one; peak memory at ${count(tasks)} tasks`,
		goal: "at most 0.35 s; at most 130 MB",
		result: providerProcess,
	}),
	7: () => ({
		figure: "program process: importing the package over `@pulumi/pulumi` alone",
		goal: "at most 30 ms",
		result: (samples) => {
			const milliseconds = samples.seconds("start", "import", "ours") * 1000;
			return {
				measured: `${milliseconds.toFixed(1)} ms`,
				met: milliseconds <= 30,
				compared: "",
				values: { milliseconds },
			};
		},
	}),
	8: () => ({
		figure: "growth of rows 1 to 3, checkpoints off: exponent between the two largest sizes",
		goal: "at most 1.1",
		result: growthExponents,
	}),
	9: () => ({
		figure: "other tasks in the account: preview that adds 1 and 100 tasks: calls; extra time",
		goal: "at most 2; at most 101",
		result: amongOtherTasks,
	}),
	10: (tasks) => ({
		figure: `\`destroy\`, ${count(tasks)} tasks / max(no-op provider, replay); API calls`,
		goal: "at most 1.5; calls stated",
		result: (samples) => ratioRow(samples, "destroy", ["noopProvider", "replay"], 1.5, () => Number.POSITIVE_INFINITY),
	}),
	11: (_tasks, options) => quotaRow(options),
	...calleeRows,
	19: () => previewReportRow,
	20: exportRow,
	...pluginRows,
};

export function rowsOf(samples: Samples, options: BenchOptions): Row[] {
	return options.rows.flatMap((row): Row[] => {
		const measure = measures[row]?.(options.tasks, options);
		if (measure === undefined) return [];
		const { figure, goal } = measure;
		try {
			return [{ row, figure, goal, ...measure.result(samples, options) }];
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return [{ row, figure, goal, measured: `not measured: ${reason}`, met: undefined, compared: "", values: {} }];
		}
	});
}

function ratioRow(
	samples: Samples,
	step: string,
	others: readonly Name[],
	limit: number,
	callLimit: () => number,
): Result {
	const ours = samples.seconds(main, step, "ours");
	const slowest = Math.max(...others.map((name) => samples.seconds(main, step, name)));
	const ratio = ours / slowest;
	const byAction = samples.calls(main, step, "ours");
	const calls = total(byAction);
	const runs = samples.get(main, step, "ours").length;
	const processor = processorRatio(samples, step);
	const compared = (["noopProvider", "replay"] as const).flatMap((name) =>
		samples.find(main, step, name).length === 0
			? []
			: [`${name === "replay" ? "replay" : "no-op provider"} ${shown(seconds(samples, step, name))}`],
	);
	return {
		measured: `${ratio.toFixed(2)} (${shown(ours)}, ${runs === 1 ? "1 run" : `median of ${runs}`}); ${callsShown(byAction)}`,
		met: ratio <= limit && calls <= callLimit(),
		compared: [
			...compared,
			handwritten(samples, step),
			...(processor === undefined ? [] : [`processor time ${processor.toFixed(2)} of the no-op provider's`]),
		].join("; "),
		values: {
			ratio,
			ours,
			baseline: slowest,
			calls,
			runs,
			...(processor !== undefined && { processor }),
			...handwrittenValues(samples, step),
		},
	};
}

/** Processor time of all processes, over the no-op provider's: other work on the machine disturbs it least. */
function processorRatio(samples: Samples, step: string): number | undefined {
	const ours = samples.processorSeconds(main, step, "ours");
	const noop = samples.processorSeconds(main, step, "noopProvider");
	return ours === undefined || noop === undefined ? undefined : ours / noop;
}

function stateSizes(samples: Samples): Result {
	const bytes = (step: string, name: Name) => {
		const found = samples.find(main, step, name).flatMap(({ stateBytes }) => stateBytes ?? []);
		return found.length === 0 ? undefined : median(found);
	};
	const [line] = samples.get(main, "up", "ours").flatMap(({ lineBytes }) => lineBytes ?? []);
	const [ours, noop] = [bytes("up", "ours"), bytes("up", "noopProvider")];
	if (ours === undefined || noop === undefined || line === undefined) throw new Error("the state could not be read");
	const ratio = ours / noop;
	const [refreshed, refreshedNoop] = [bytes("refresh", "ours"), bytes("refresh", "noopProvider")];
	const afterRefresh =
		refreshed === undefined || refreshedNoop === undefined
			? []
			: [
					`after a refresh, with its progress: ${(refreshed / refreshedNoop).toFixed(2)} (${Math.round(refreshed)} bytes)`,
				];
	const byHand = bytes("up", "handwritten");
	return {
		measured: `${ratio.toFixed(2)} (${Math.round(ours)} bytes); ${line} bytes`,
		met: ratio <= 1.25 && line <= 80,
		compared: [
			`no-op provider ${Math.round(noop)} bytes`,
			...afterRefresh,
			...(byHand === undefined ? [] : [`by hand ${Math.round(byHand)} bytes`]),
		].join("; "),
		values: {
			ratio,
			ours,
			noop,
			line,
			...(refreshed !== undefined && { refreshed }),
			...(byHand !== undefined && { handwritten: byHand }),
		},
	};
}

function providerProcess(samples: Samples): Result {
	const [ours, noop] = [samples.seconds("start", "ready", "ours"), samples.seconds("start", "ready", "noopProvider")];
	const peakOf = (name: Name) =>
		samples.all.flatMap(({ series, name: whose, sample }) =>
			series === main && whose === name ? (sample.peakMegabytes ?? []) : [],
		);
	const [peaks, noopPeaks, handwrittenPeaks] = [peakOf("ours"), peakOf("noopProvider"), peakOf("handwritten")];
	if (peaks.length === 0) throw new Error("the memory of the provider process is unknown; reading it needs /proc");
	const extra = ours - noop;
	const megabytes = Math.max(...peaks);
	return {
		measured: `${extra.toFixed(2)} s over an empty one (${shown(ours)}); ${Math.round(megabytes)} MB`,
		met: extra <= 0.35 && megabytes <= 130,
		compared: [
			`no-op provider ready ${shown(noop)}`,
			...(noopPeaks.length === 0 ? [] : [`no-op provider ${Math.round(Math.max(...noopPeaks))} MB`]),
			...(handwrittenPeaks.length === 0 ? [] : [`by hand ${Math.round(Math.max(...handwrittenPeaks))} MB`]),
		].join("; "),
		values: { extra, ours, noop, megabytes },
	};
}

const grown = [
	["no change", "noChange"],
	["first up", "up"],
	["refresh", "refresh"],
] as const;

function growthExponents(samples: Samples, { growth }: BenchOptions): Result {
	const [small, large] = growth.slice(-2);
	if (small === undefined || large === undefined) throw new Error("it needs two sizes");
	const exponent = (step: string, name: Name) =>
		Math.log(samples.seconds(`growth ${large}`, step, name) / samples.seconds(`growth ${small}`, step, name)) /
		Math.log(large / small);
	const ours = grown.map(([label, step]) => [label, exponent(step, "ours")] as const);
	const noop = grown.map(([label, step]) => [label, exponent(step, "noopProvider")] as const);
	const times = grown.map(([label, step]) => {
		const atSizes = growth.map((size) => shown(samples.seconds(`growth ${size}`, step, "ours")));
		return `${label} ${atSizes.join(", ")}`;
	});
	const list = (exponents: typeof ours) => exponents.map(([label, value]) => `${label} ${value.toFixed(2)}`).join(", ");
	return {
		measured: list(ours),
		met: ours.every(([, value]) => value <= 1.1),
		compared: `no-op provider: ${list(noop)}; over ${growth.map(count).join(", ")} tasks: ${times.join("; ")}`,
		values: {
			...Object.fromEntries(ours.map(([label, value]) => [label, value])),
			...Object.fromEntries(noop.map(([label, value]) => [`noop ${label}`, value])),
		},
	};
}

function amongOtherTasks(samples: Samples, { otherTasks }: BenchOptions): Result {
	const found = additions.map((added) => {
		const many = `other tasks many ${added}`;
		const calls = total(samples.calls(many, "previewAdd", "ours"));
		const extra =
			samples.seconds(many, "previewAdd", "ours") - samples.seconds(`other tasks none ${added}`, "previewAdd", "ours");
		return { added, calls, extra };
	});
	return {
		measured: found
			.map(
				({ added, calls, extra }) =>
					`${added} more: ${calls} ${calls === 1 ? "call" : "calls"}, ${extra.toFixed(2)} s longer`,
			)
			.join("; "),
		met: found.every(({ added, calls }) => calls <= added + 1),
		compared: `${count(otherTasks)} other tasks, against an empty account`,
		values: Object.fromEntries(
			found.flatMap(({ added, calls, extra }) => [
				[`calls ${added}`, calls],
				[`extra ${added}`, extra],
			]),
		),
	};
}

function seconds(samples: Samples, step: string, name: Name): number {
	return samples.seconds(main, step, name);
}

/** The handwritten provider may have failed; the other figures do not need it. */
function handwritten(samples: Samples, step: string): string {
	if (samples.find(main, step, "handwritten").length === 0) return "by hand: not measured";
	return `by hand ${shown(seconds(samples, step, "handwritten"))}, ${callsShown(samples.calls(main, step, "handwritten"))}`;
}

function handwrittenValues(samples: Samples, step: string): Record<string, number> {
	if (samples.find(main, step, "handwritten").length === 0) return {};
	return {
		handwritten: seconds(samples, step, "handwritten"),
		handwrittenCalls: total(samples.calls(main, step, "handwritten")),
	};
}
