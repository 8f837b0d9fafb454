import { callsShown, count, shown } from "../figures";
import type { Measure, Result } from "../measure";
import type { BenchOptions } from "../options";
import { median, type Name, type Samples, total } from "../samples";
import { edit, peopleOfEach } from "./series";

const most = { otherCalls: 12, importRatio: 1.3, editRatio: 1.5, extraMegabytes: 60, stateBytes: 6 * 1024 } as const;

/** Rows 12 to 18: lists of callees. */
export const calleeRows: Readonly<Record<number, (tasks: number, options: BenchOptions) => Measure>> = {
	12: (_tasks, { people }) => ({
		figure: `first \`up\` of a list of ${count(people)} people, less that of its task alone / a script's imports, one after the other; API calls`,
		goal: `at most ${most.importRatio}; ${count(importsFor(people))} imports + at most ${most.otherCalls}`,
		result: firstImport,
	}),
	13: (_tasks, { people, mostPeople }) => ({
		figure: `peak memory of the provider process above that of an \`up\` of one task: ${count(people)} people, ${count(mostPeople)} people`,
		goal: `at most ${most.extraMegabytes} MB`,
		result: extraMemory,
	}),
	14: (_tasks, { people }) => ({
		figure: `\`up\` of an unchanged list of ${count(people)} people: API calls; longer than without the list`,
		goal: "0 calls; stated",
		result: unchanged,
	}),
	15: (_tasks, { people }) => ({
		figure: `\`up\` after +${edit.added} and -${edit.removed} in ${count(people)} people, less one without changes / a script that reads the same pages, 10 at once`,
		goal: `at most ${most.editRatio} without lag; calls stated`,
		result: edited,
	}),
	16: (_tasks, { people }) => ({
		figure: `state bytes of a list of ${count(people)} people`,
		goal: `at most ${count(most.stateBytes)}`,
		result: stateSize,
	}),
	17: (_tasks, { people }) => ({
		figure: `rows read a second, ${count(people)} people: of the file in a preview, of the account after a change`,
		goal: "stated",
		result: (samples, options) => readingSpeed(samples, options),
	}),
	18: (_tasks, { lists }) => ({
		figure: `${count(lists)} lists of ${peopleOfEach} people each: preview, first \`up\`, \`up\` without changes; peak memory`,
		goal: "stated",
		result: manyLists,
	}),
};

function importsFor(people: number): number {
	return Math.ceil(people / 1000);
}

/** Seconds that the list adds to a run of its task alone. */
function extraSeconds(samples: Samples, step: string): number {
	return samples.seconds("list", step, "ours") - samples.seconds("task alone", step, "ours");
}

function firstImport(samples: Samples, { people }: BenchOptions): Result {
	const [extra, script] = [extraSeconds(samples, "up"), samples.seconds("list", "up", "replay")];
	const ratio = extra / script;
	const byAction = samples.calls("list", "up", "ours");
	const otherCalls = total(byAction) - (byAction.ImportTaskNumberDatas ?? 0);
	const imports = byAction.ImportTaskNumberDatas ?? 0;
	const runs = samples.get("list", "up", "ours").length;
	return {
		measured: `${ratio.toFixed(2)} (${shown(extra)}, median of ${runs}); ${callsShown(byAction)}`,
		met: ratio > 0 && ratio <= most.importRatio && imports === importsFor(people) && otherCalls <= most.otherCalls,
		compared: [
			`script ${shown(script)} without its start`,
			`whole \`up\` ${shown(samples.seconds("list", "up", "ours"))}`,
			processors(samples, "up"),
		].join("; "),
		values: { ratio, extra, script, imports, otherCalls },
	};
}

/** The list's processor time beside the script's, each with the simulator's, which runs on the same cores. */
function processors(samples: Samples, step: string): string {
	const base = step === "up" ? samples.processorSeconds("task alone", "up", "ours") : noChangeSeconds(samples);
	const ours = samples.processorSeconds("list", step, "ours");
	const script = samples.processorSeconds("list", step, "replay");
	if (ours === undefined || script === undefined || base === undefined) return "processor time unknown";
	return `processor time ${shown(ours - base)}, script ${shown(script)} with its start, simulator ${shown(simulator(samples, step))}`;
}

function noChangeSeconds(samples: Samples): number | undefined {
	return samples.processorSeconds("list", "noChange", "ours");
}

function simulator(samples: Samples, step: string): number {
	return median(samples.get("list", step, "ours").map(({ simulatorSeconds = 0 }) => simulatorSeconds));
}

/** The highest peak of several runs; throws where the system does not report it. */
function peakOf(samples: Samples, series: string, step: string, name: Name = "ours"): number {
	const peaks = samples.get(series, step, name).flatMap(({ peakMegabytes }) => peakMegabytes ?? []);
	if (peaks.length === 0) throw new Error("the memory of the provider process is unknown; reading it needs /proc");
	return Math.max(...peaks);
}

function extraMemory(samples: Samples): Result {
	const alone = peakOf(samples, "task alone", "up");
	const [list, large] = [peakOf(samples, "list", "up") - alone, peakOf(samples, "large list", "up") - alone];
	return {
		measured: `${Math.round(list)} MB; ${Math.round(large)} MB`,
		met: Math.max(list, large) <= most.extraMegabytes,
		compared: `one task alone ${Math.round(alone)} MB`,
		values: { list, large, alone },
	};
}

function unchanged(samples: Samples): Result {
	const calls = total(samples.calls("list", "noChange", "ours"));
	const extra = extraSeconds(samples, "noChange");
	return {
		measured: `${calls} calls; ${extra.toFixed(2)} s longer`,
		met: calls === 0,
		compared: `task alone ${shown(samples.seconds("task alone", "noChange", "ours"))}`,
		values: { calls, extra },
	};
}

const withoutLag = "edit without lag";

function edited(samples: Samples): Result {
	const extra = (step: string) => samples.seconds("list", step, "ours") - samples.seconds("list", "noChange", "ours");
	const ratioOf = (step: string) => extra(step) / samples.seconds("list", step, "replay");
	const [ratio, waiting] = [ratioOf(withoutLag), ratioOf("edit")];
	const byAction = samples.calls("list", withoutLag, "ours");
	return {
		measured: `${ratio.toFixed(2)} (${shown(extra(withoutLag))}); ${callsShown(byAction)}`,
		met: ratio > 0 && ratio <= most.editRatio,
		compared: [
			`script ${shown(samples.seconds("list", withoutLag, "replay"))} without its start`,
			`with \`aiccs:listLagSeconds\` of 10, which is waited for: ${waiting.toFixed(2)} (${shown(extra("edit"))})`,
			processors(samples, withoutLag),
		].join("; "),
		values: { ratio, waiting, extra: extra(withoutLag), calls: total(byAction) },
	};
}

function stateSize(samples: Samples): Result {
	const bytes = Math.max(...samples.get("list", "up", "ours").flatMap(({ stateBytes }) => stateBytes ?? []));
	return { measured: count(bytes), met: bytes <= most.stateBytes, compared: "", values: { bytes } };
}

function readingSpeed(samples: Samples, { people }: BenchOptions): Result {
	const file = people / extraSeconds(samples, "preview");
	const account = people / (samples.seconds("list", withoutLag, "ours") - samples.seconds("list", "noChange", "ours"));
	const rounded = (speed: number) => count(Math.round(speed / 100) * 100);
	return {
		measured: `${rounded(file)}; ${rounded(account)}`,
		met: true,
		compared: "the extra time of the whole preview, and of the whole `up` without lag",
		values: { file, account },
	};
}

function manyLists(samples: Samples): Result {
	const steps = ["preview", "up", "noChange"] as const;
	const times = (series: string) => steps.map((step) => shown(samples.seconds(series, step, "ours"))).join(", ");
	const peak = (series: string) => Math.max(...steps.map((step) => peakOf(samples, series, step)));
	const [lists, tasks] = [peak("many lists"), peak("many tasks")];
	return {
		measured: `${times("many lists")}; ${Math.round(lists)} MB; ${callsShown(samples.calls("many lists", "up", "ours"))}`,
		met: true,
		compared: `the tasks alone ${times("many tasks")}; ${Math.round(tasks)} MB`,
		values: { lists, tasks },
	};
}
