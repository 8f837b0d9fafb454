import { type Ledger, median, type Name, total } from "./ledger";
import type { BenchOptions } from "./options";
import { foreignAdditions } from "./series";

export interface Row {
	readonly row: number;
	readonly figure: string;
	readonly goal: string;
	readonly measured: string;
	/** `undefined`: not measured. */
	readonly met: boolean | undefined;
	readonly compared: string;
	readonly values: Readonly<Record<string, number>>;
}

type Result = Pick<Row, "measured" | "compared" | "values"> & { readonly met: boolean };

interface Measure {
	readonly figure: string;
	readonly goal: string;
	result(ledger: Ledger, options: BenchOptions): Result;
}

const main = "life";

const measures: Readonly<Record<number, (tasks: number) => Measure>> = {
	1: (tasks) => ({
		figure: `no-change \`up\`, ${count(tasks)} tasks / floor A; API calls`,
		goal: "at most 1.10; 0 calls",
		result: (ledger) => againstFloors(ledger, "noChange", ["floorA"], 1.1, () => 0),
	}),
	2: (tasks) => ({
		figure: `first \`up\`, ${count(tasks)} tasks / max(floor A, floor B); API calls`,
		goal: `at most 1.25; ${count(tasks)} creates + at most 12`,
		result: (ledger) => againstFloors(ledger, "up", ["floorA", "floorB"], 1.25, () => tasks + 12),
	}),
	3: (tasks) => ({
		figure: `\`refresh\`, ${count(tasks)} tasks / floor A; API calls`,
		goal: `at most 1.5; at most ${count(tasks)} + total/100`,
		result: (ledger) => againstFloors(ledger, "refresh", ["floorA"], 1.5, () => tasks + Math.ceil(tasks / 100)),
	}),
	4: (tasks) => ({
		figure: `preview that adds 1 task to ${count(tasks)}: API calls`,
		goal: "at most 2",
		result: (ledger) => {
			const calls = total(ledger.calls(main, "previewAdd", "ours"));
			const [ours, floorA] = [seconds(ledger, "previewAdd", "ours"), seconds(ledger, "previewAdd", "floorA")];
			return {
				measured: calls === 1 ? "1 call" : `${calls} calls`,
				met: calls <= 2,
				compared: [`ours ${shown(ours)}, floor A ${shown(floorA)}`, peer(ledger, "previewAdd")].join("; "),
				values: { calls },
			};
		},
	}),
	5: () => ({
		figure: "state bytes for each task / floor A's with the same inputs; the provider line, each time it is kept",
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
		result: (ledger) => {
			const milliseconds = ledger.seconds("start", "import", "ours") * 1000;
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
		figure: "foreign tasks in the account: preview that adds 1 and 100 tasks: calls; extra time",
		goal: "at most 2; at most 101",
		result: amongForeignTasks,
	}),
	10: (tasks) => ({
		figure: `\`destroy\`, ${count(tasks)} tasks / max(floor A, floor B); API calls`,
		goal: "at most 1.5; calls stated",
		result: (ledger) => againstFloors(ledger, "destroy", ["floorA", "floorB"], 1.5, () => Number.POSITIVE_INFINITY),
	}),
};

export function rowsOf(ledger: Ledger, options: BenchOptions): Row[] {
	return options.rows.flatMap((row): Row[] => {
		const measure = measures[row]?.(options.tasks);
		if (measure === undefined) return [];
		const { figure, goal } = measure;
		try {
			return [{ row, figure, goal, ...measure.result(ledger, options) }];
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return [{ row, figure, goal, measured: `not measured: ${reason}`, met: undefined, compared: "", values: {} }];
		}
	});
}

function againstFloors(
	ledger: Ledger,
	step: string,
	floors: readonly Name[],
	limit: number,
	callLimit: () => number,
): Result {
	const ours = ledger.seconds(main, step, "ours");
	const slowest = Math.max(...floors.map((floor) => ledger.seconds(main, step, floor)));
	const ratio = ours / slowest;
	const byAction = ledger.calls(main, step, "ours");
	const calls = total(byAction);
	const runs = ledger.get(main, step, "ours").length;
	const processor = processorRatio(ledger, step);
	const others = (["floorA", "floorB"] as const).flatMap((floor) =>
		ledger.find(main, step, floor).length === 0
			? []
			: [`${floor === "floorA" ? "floor A" : "floor B"} ${shown(seconds(ledger, step, floor))}`],
	);
	return {
		measured: `${ratio.toFixed(2)} (${shown(ours)}, ${runs === 1 ? "1 run" : `median of ${runs}`}); ${callsShown(byAction)}`,
		met: ratio <= limit && calls <= callLimit(),
		compared: [
			...others,
			peer(ledger, step),
			...(processor === undefined ? [] : [`processor time ${processor.toFixed(2)} of floor A's`]),
		].join("; "),
		values: {
			ratio,
			ours,
			floor: slowest,
			calls,
			runs,
			...(processor !== undefined && { processor }),
			...peerValues(ledger, step),
		},
	};
}

/** The processor's time of all processes, over floor A's: what the machine's other work disturbs least. */
function processorRatio(ledger: Ledger, step: string): number | undefined {
	const [ours, floor] = [ledger.processor(main, step, "ours"), ledger.processor(main, step, "floorA")];
	return ours === undefined || floor === undefined ? undefined : ours / floor;
}

function stateSizes(ledger: Ledger): Result {
	const bytes = (step: string, name: Name) => {
		const found = ledger.find(main, step, name).flatMap(({ stateBytes }) => stateBytes ?? []);
		return found.length === 0 ? undefined : median(found);
	};
	const [line] = ledger.get(main, "up", "ours").flatMap(({ lineBytes }) => lineBytes ?? []);
	const [ours, floorA] = [bytes("up", "ours"), bytes("up", "floorA")];
	if (ours === undefined || floorA === undefined || line === undefined) throw new Error("the state could not be read");
	const ratio = ours / floorA;
	const [refreshed, refreshedFloor] = [bytes("refresh", "ours"), bytes("refresh", "floorA")];
	const afterRefresh =
		refreshed === undefined || refreshedFloor === undefined
			? []
			: [
					`after a refresh, with its progress: ${(refreshed / refreshedFloor).toFixed(2)} (${Math.round(refreshed)} bytes)`,
				];
	const byHand = bytes("up", "peer");
	return {
		measured: `${ratio.toFixed(2)} (${Math.round(ours)} bytes); ${line} bytes`,
		met: ratio <= 1.25 && line <= 80,
		compared: [
			`floor A ${Math.round(floorA)} bytes`,
			...afterRefresh,
			...(byHand === undefined ? [] : [`by hand ${Math.round(byHand)} bytes`]),
		].join("; "),
		values: {
			ratio,
			ours,
			floorA,
			line,
			...(refreshed !== undefined && { refreshed }),
			...(byHand !== undefined && { peer: byHand }),
		},
	};
}

function providerProcess(ledger: Ledger): Result {
	const [ours, empty] = [ledger.seconds("start", "ready", "ours"), ledger.seconds("start", "ready", "floorA")];
	const peakOf = (name: Name) =>
		ledger.samples.flatMap(({ series, name: whose, sample }) =>
			series === main && whose === name ? (sample.peakMegabytes ?? []) : [],
		);
	const [peaks, floorPeaks, peerPeaks] = [peakOf("ours"), peakOf("floorA"), peakOf("peer")];
	if (peaks.length === 0) throw new Error("the memory of the provider process was not seen; that needs /proc");
	const extra = ours - empty;
	const megabytes = Math.max(...peaks);
	return {
		measured: `${extra.toFixed(2)} s over an empty one (${shown(ours)}); ${Math.round(megabytes)} MB`,
		met: extra <= 0.35 && megabytes <= 130,
		compared: [
			`floor A ready ${shown(empty)}`,
			...(floorPeaks.length === 0 ? [] : [`floor A ${Math.round(Math.max(...floorPeaks))} MB`]),
			...(peerPeaks.length === 0 ? [] : [`by hand ${Math.round(Math.max(...peerPeaks))} MB`]),
		].join("; "),
		values: { extra, ours, empty, megabytes },
	};
}

const grown = [
	["no change", "noChange"],
	["first up", "up"],
	["refresh", "refresh"],
] as const;

function growthExponents(ledger: Ledger, { growth }: BenchOptions): Result {
	const [small, large] = growth.slice(-2);
	if (small === undefined || large === undefined) throw new Error("there are not two sizes");
	const exponent = (step: string, name: Name) =>
		Math.log(ledger.seconds(`growth ${large}`, step, name) / ledger.seconds(`growth ${small}`, step, name)) /
		Math.log(large / small);
	const ours = grown.map(([label, step]) => [label, exponent(step, "ours")] as const);
	const floor = grown.map(([label, step]) => [label, exponent(step, "floorA")] as const);
	const times = grown.map(([label, step]) => {
		const atSizes = growth.map((size) => shown(ledger.seconds(`growth ${size}`, step, "ours")));
		return `${label} ${atSizes.join(", ")}`;
	});
	const list = (exponents: typeof ours) => exponents.map(([label, value]) => `${label} ${value.toFixed(2)}`).join(", ");
	return {
		measured: list(ours),
		met: ours.every(([, value]) => value <= 1.1),
		compared: `floor A: ${list(floor)}; over ${growth.map(count).join(", ")} tasks: ${times.join("; ")}`,
		values: {
			...Object.fromEntries(ours.map(([label, value]) => [label, value])),
			...Object.fromEntries(floor.map(([label, value]) => [`floor A ${label}`, value])),
		},
	};
}

function amongForeignTasks(ledger: Ledger, { foreignTasks }: BenchOptions): Result {
	const found = foreignAdditions.map((additions) => {
		const many = `foreign many ${additions}`;
		const calls = total(ledger.calls(many, "previewAdd", "ours"));
		const extra =
			ledger.seconds(many, "previewAdd", "ours") - ledger.seconds(`foreign none ${additions}`, "previewAdd", "ours");
		return { additions, calls, extra };
	});
	return {
		measured: found
			.map(
				({ additions, calls, extra }) =>
					`${additions} more: ${calls} ${calls === 1 ? "call" : "calls"}, ${extra.toFixed(2)} s longer`,
			)
			.join("; "),
		met: found.every(({ additions, calls }) => calls <= additions + 1),
		compared: `${count(foreignTasks)} tasks of others, against an empty account`,
		values: Object.fromEntries(
			found.flatMap(({ additions, calls, extra }) => [
				[`calls ${additions}`, calls],
				[`extra ${additions}`, extra],
			]),
		),
	};
}

function seconds(ledger: Ledger, step: string, name: Name): number {
	return ledger.seconds(main, step, name);
}

/** By hand, which may have failed without anything else suffering. */
function peer(ledger: Ledger, step: string): string {
	if (ledger.find(main, step, "peer").length === 0) return "by hand: not measured";
	return `by hand ${shown(seconds(ledger, step, "peer"))}, ${callsShown(ledger.calls(main, step, "peer"))}`;
}

function peerValues(ledger: Ledger, step: string): Record<string, number> {
	if (ledger.find(main, step, "peer").length === 0) return {};
	return { peer: seconds(ledger, step, "peer"), peerCalls: total(ledger.calls(main, step, "peer")) };
}

function callsShown(byAction: Readonly<Record<string, number>>): string {
	const parts = Object.entries(byAction).map(([action, times]) => `${count(times)} ${action}`);
	return parts.length === 0 ? "0 calls" : parts.join(" + ");
}

function shown(time: number): string {
	return `${time.toFixed(time < 10 ? 2 : 1)} s`;
}

function count(number: number): string {
	return number.toLocaleString("en-US");
}
