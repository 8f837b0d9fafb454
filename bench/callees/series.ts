import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions } from "../options";
import type { Io } from "../round";
import type { Name, Sample } from "../samples";
import { type ListStack, type ListStackOptions, openListStack } from "./list-stack";
import { importsOf, range, writePeople } from "./people";

/** What changes in the list of row 15. */
export const edit = { added: 20, removed: 10 } as const;
/** People of each list in row 18. */
export const peopleOfEach = 500;
/** Pages that the provider reads at once. */
const pagesAtOnce = 10;

/** Rows 12 to 17: one list, by turns with its task alone and with a script that sends the same requests. */
export async function lists(io: Io, options: BenchOptions, isTimeFor: (seconds: number) => boolean): Promise<void> {
	let cost = 0;
	for (let run = 0; run < options.runs && (run === 0 || isTimeFor(cost)); run++) {
		const start = performance.now();
		await withFolder((folder) => listsOnce(io, options.people, join(folder, "people.csv")));
		cost = (performance.now() - start) / 1000;
	}
}

async function listsOnce(io: Io, people: number, file: string): Promise<void> {
	await withStack({ tasks: 1, files: [] }, async (stack) => {
		for (const step of ["preview", "up", "noChange"] as const) {
			record(io, "task alone", step, "ours", await stack.run(step));
		}
		const [task] = stack.simulator.tasks();
		if (task === undefined) throw new Error("There is no task to import into.");
		record(io, "list", "up", "replay", await stack.send(importsOf(task.taskId, people), 1));
	});
	for (const lagSeconds of [undefined, 0]) {
		writePeople(file, range(0, people));
		await withStack({ tasks: 1, files: [file], ...(lagSeconds !== undefined && { lagSeconds }) }, (stack) =>
			lifeOfList(io, stack, { file, people, isWithoutLag: lagSeconds === 0 }),
		);
	}
}

interface ListLife {
	readonly file: string;
	readonly people: number;
	readonly isWithoutLag: boolean;
}

async function lifeOfList(io: Io, stack: ListStack, { file, people, isWithoutLag }: ListLife): Promise<void> {
	record(io, "list", "preview", "ours", await stack.run("preview"));
	const first = await stack.run("up");
	record(io, "list", "up", "ours", { ...first, stateBytes: stack.stateBytes() });
	record(io, "list", "noChange", "ours", await stack.run("noChange"));
	writePeople(file, range(edit.removed, people + edit.added));
	const step = isWithoutLag ? "edit without lag" : "edit";
	record(io, "list", step, "ours", await stack.run("up"));
	const pages = stack.requests().filter(({ action, code }) => action === "QueryAiCallDetailPage" && code === "OK");
	record(io, "list", step, "replay", await stack.send(pages, pagesAtOnce));
}

/** Row 13: the peak memory with the largest list. */
export async function largeLists(io: Io, { mostPeople }: BenchOptions): Promise<void> {
	await withFolder(async (folder) => {
		const file = join(folder, "people.csv");
		writePeople(file, range(0, mostPeople));
		await withStack({ tasks: 1, files: [file] }, async (stack) => {
			record(io, "large list", "up", "ours", await stack.run("up"));
		});
	});
}

/** Row 18: many lists in one program, and the same tasks without lists. */
export async function manyLists(io: Io, options: BenchOptions): Promise<void> {
	await withFolder(async (folder) => {
		const files = Array.from({ length: options.lists }, (_, index) => join(folder, `people-${index + 1}.csv`));
		for (const [index, file] of files.entries()) {
			writePeople(file, range(index * peopleOfEach, (index + 1) * peopleOfEach));
		}
		for (const [series, used] of [
			["many tasks", []],
			["many lists", files],
		] as const) {
			await withStack({ tasks: options.lists, files: used }, async (stack) => {
				for (const step of ["preview", "up", "noChange"] as const) {
					record(io, series, step, "ours", await stack.run(step));
				}
			});
		}
	});
}

function record({ samples, progress }: Io, series: string, step: string, name: Name, sample: Sample): void {
	samples.add(series, step, name, sample);
	const memory = sample.peakMegabytes === undefined ? "" : `, ${Math.round(sample.peakMegabytes)} MB`;
	progress(`${series}: ${step} of ${name}: ${sample.seconds.toFixed(2)} s${memory}`);
}

async function withStack(options: ListStackOptions, work: (stack: ListStack) => Promise<void>): Promise<void> {
	const stack = await openListStack(options);
	try {
		await work(stack);
	} finally {
		await stack.close();
	}
}

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-bench-"));
	try {
		await work(folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
