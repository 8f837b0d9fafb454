import type { DetailView, Settings, TaskDefinition } from "../../../simulator";
import type { Engine, UpOptions, Values } from "../../support/engine";
import { verbs } from "../../support/shells";
import { fileIn } from "./file-in";
import { listEngine } from "./list-engine";
import { type Death, runMortal } from "./mortal-run";
import { openQuickPlace, type ProcessOptions, type QuickPlace } from "./quick-place";

/** One row of a file: the number, and the outId of its own if there is one. */
export type Row = readonly [number: string, outId?: string];

/** A task, the stack of its list, and what a test does with both. */
export class Campaign {
	readonly place: QuickPlace;
	readonly engine: Engine;
	taskId: string;
	/** The name of the list's resource. */
	name = "people";
	private files = 0;

	constructor(place: QuickPlace, batchSize: number, shell = verbs) {
		this.place = place;
		this.engine = listEngine(place, batchSize, shell);
		this.taskId = this.newTask();
	}

	get simulator() {
		return this.place.simulator;
	}

	/** A task that calls one number at a time, at any hour. */
	newTask(changes: Partial<TaskDefinition> = {}): string {
		const [taskId = ""] = this.simulator.seedTasks([
			{
				TaskName: `task ${++this.files}`,
				CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
				CallTime: [{ startTime: "00:00:00", endTime: "23:59:59" }],
				...changes,
			},
		]);
		return taskId;
	}

	/** A file with these people. */
	people(...rows: readonly Row[]) {
		const text = rows.map(([number, outId = ""]) => `${number},${outId}`).join("\n");
		return this.file(`phone,outId\n${text}\n`);
	}

	file(text: string) {
		return fileIn(this.place.folder, `file-${++this.files}.csv`, text);
	}

	/** Runs `up` with one list in a provider process of its own. Returns the errors. */
	async up(inputs: Values, options: UpOptions & ProcessOptions = {}): Promise<string[]> {
		return this.engine.up({ [this.name]: { taskId: this.taskId, ...inputs } }, options, this.place.newContext(options));
	}

	/** Runs `up` in a provider process that is killed after a call of an action: the first one, or a later one. */
	async killedAfter(action: string, inputs: Values, options: UpOptions & ProcessOptions = {}, call = 1): Promise<void> {
		const { place, engine } = this;
		const program = { [this.name]: { taskId: this.taskId, ...inputs } };
		const death: Death = { action, call, when: "after", who: "provider" };
		const { errors } = await runMortal({ place, engine, death }, program, options);
		if (errors !== undefined) throw new Error(`The run ended before ${action}: ${errors.join()}`);
	}

	/** Renames the list's resource, with an alias. */
	rename(name: string): void {
		this.engine.rename(this.name, name);
		this.name = name;
	}

	/** Destroys the stack. Returns the errors. */
	destroy(): Promise<string[]> {
		return this.engine.destroy();
	}

	outputs(): Values {
		return this.engine.state.get(this.name)?.outputs ?? {};
	}

	details(taskId = this.taskId): readonly DetailView[] {
		return this.simulator.details(taskId);
	}

	/** The numbers that were called, in the order of the calls, retries left out. */
	called(): string[] {
		return this.simulator.calls().flatMap(({ phoneNumber, attempt }) => (attempt === 1 ? [phoneNumber] : []));
	}

	/** The actions of the requests since the last time. */
	actions(): string[] {
		const actions = this.simulator.actions();
		this.simulator.clearRequests();
		return actions;
	}

	/** Imports numbers as others do. */
	others(...numbers: readonly string[]): void {
		this.simulator.importNumbers(this.taskId, [...numbers]);
	}
}

/** A number of the tests. */
export function numberOf(index: number): string {
	return `1380000${String(index).padStart(4, "0")}`;
}

/** People with outIds that follow from their numbers. */
export function rowsOf(from: number, to: number): Row[] {
	return Array.from({ length: to - from + 1 }, (_, index) => [numberOf(from + index)]);
}

export interface Fixture {
	readonly campaign: Campaign;
}

/** A new account for each test, with a task. Time moves only when the provider waits. */
export function describeCampaign(
	title: string,
	tests: (fixture: Fixture) => void,
	settings: Partial<Settings> = {},
	batchSize = 3,
	shell = verbs,
): void {
	describe(title, () => {
		let open: Campaign | undefined;
		const opened = () => {
			if (open === undefined) throw new Error("The campaign exists within tests only.");
			return open;
		};
		beforeEach(async () => {
			open = new Campaign(await openQuickPlace(settings), batchSize, shell);
		});
		afterEach(() => opened().place.close());
		tests({
			get campaign() {
				return opened();
			},
		});
	});
}
