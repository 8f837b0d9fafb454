import type { Engine, Values } from "../../support/engine";
import type { Dice } from "../../support/soak/dice";
import { fileIn } from "./file-in";
import { type Ids, PeopleFile, type Person } from "./people";
import type { QuickPlace } from "./quick-place";

/** What the last successful run was given. */
export interface Agreed {
	/** When the run began that has read the task. */
	readonly began: number;
	readonly ended: number;
	readonly taskId: string;
	readonly refused: Set<string>;
	/** Numbers that may be called. */
	readonly wanted: Set<string>;
	/** Those who have to be called; none if `first` leaves out some. */
	readonly people: readonly Person[];
}

interface Means {
	readonly dice: Dice;
	readonly place: QuickPlace;
	readonly engine: Engine;
}

/** A list of a random program with its task, and what the user does to both. */
export class RandomCampaign {
	name: string;
	taskId: string;
	readonly file: PeopleFile;
	/** The tasks whose calls count as calls of this list. */
	lineage: string[];
	/** Tasks that it has left; some of them still run. */
	readonly left = new Set<string>();
	isDeclared = true;
	/** The next run replaces it (--replace, taint). */
	isReplaced = false;
	/** The next run creates its task. */
	isTaskNew = false;
	/** State or journal know that the list may have imported into its task. */
	private isTaskKnown = true;
	agreed: Agreed | undefined;
	private readonly means: Means;
	private files = 0;

	constructor(means: Means, index: number) {
		this.means = means;
		this.name = `list${index}`;
		this.file = new PeopleFile(means.dice, means.dice.pick<Ids>(["own", "derived", "mixed"]), `0${index}`);
		this.taskId = this.newTask();
		this.lineage = [this.taskId];
	}

	inputs(): Values {
		const { file, taskId } = this;
		const { folder } = this.means.place;
		const name = `${this.name}-${++this.files}`;
		const refused = `number\n${[...file.refused].join("\n")}\n`;
		const columns = file.columns();
		return {
			taskId,
			source: fileIn(folder, `${name}.csv`, file.text()),
			...(file.refused.size > 0 && { doNotCall: fileIn(folder, `${name}-no.csv`, refused) }),
			...(file.first !== undefined && { first: file.first }),
			...(file.callAgain && { callAgain: true }),
			...(columns !== undefined && { columns }),
		};
	}

	/** Changes more than the file. Returns what, and whether this machine loses its journal. */
	change(): string {
		const { dice, engine } = this.means;
		const changes: Readonly<Record<string, () => void>> = {
			"its task is replaced": () => {
				this.releaseTask();
				this.move();
			},
			"it gets another task": () => this.move(),
			"it is to be replaced": () => {
				this.isReplaced = engine.state.has(this.name);
			},
			"its state is lost": () => {
				engine.state.delete(this.name);
				this.forgetEarlierTasks();
			},
			"it is renamed": () => {
				// Another name is another list: what earlier tasks have called is not known to it.
				this.forgetEarlierTasks();
				this.name = `${this.name}x`;
			},
			"it is renamed with an alias": () => {
				const former = this.name;
				this.name = `${this.name}y`;
				engine.rename(former, this.name);
			},
			"its task is stopped": () => {
				if (this.status === "RUNNING") this.means.place.simulator.setStatus(this.taskId, "STOPPED");
			},
			"its task is started": () => this.start(),
			"it is destroyed": () => {
				// A list that no run has recorded is not deleted either.
				this.isDeclared = !engine.state.has(this.name);
			},
		};
		const [what, change] = dice.pick(Object.entries(changes)) ?? ["nothing", () => {}];
		change();
		return `${this.name}: ${what}`;
	}

	/** The journal is lost: the state alone knows the tasks. */
	loseJournal(): void {
		const held = this.means.engine.state.get(this.name);
		const { taskId, __earlierTasks } = held?.awaitsReplacement ? {} : (held?.outputs ?? {});
		const known = new Set([taskId, ...[__earlierTasks ?? []].flat()]);
		this.lineage = this.lineage.filter((one) => known.has(one) || one === this.taskId);
		this.isTaskKnown = known.has(this.taskId);
	}

	private forgetEarlierTasks(): void {
		this.lineage = [this.taskId];
		this.isTaskKnown = false;
	}

	/** A list that was destroyed is another one when it is declared again. */
	declareAgain(): void {
		this.isDeclared = true;
		this.forgetEarlierTasks();
	}

	start(): void {
		if (this.status === "STOPPED") this.means.place.simulator.setStatus(this.taskId, "RUNNING");
	}

	/** From now on the provider may do what it is given, and has to do nothing else. */
	loosen(): void {
		const { agreed, file } = this;
		if (agreed === undefined) return;
		for (const { number } of file.people) if (!file.refused.has(number)) agreed.wanted.add(number);
		for (const number of agreed.refused) if (!file.refused.has(number)) agreed.refused.delete(number);
	}

	/** A run has succeeded. One without changes has sent nothing, and has not seen what others have done since. */
	agree(began: number, hasRead: boolean): void {
		const { file, taskId, isDeclared } = this;
		const people = isDeclared ? file.people.map((person) => ({ ...person })) : [];
		const allowed = people.filter(({ number }) => !file.refused.has(number));
		this.agreed = {
			began: hasRead ? began : (this.agreed?.began ?? 0),
			ended: this.means.place.now(),
			taskId,
			refused: new Set(isDeclared ? file.refused : []),
			wanted: new Set(allowed.map(({ number }) => number)),
			people: file.first !== undefined && file.first < allowed.length ? [] : allowed,
		};
		this.isReplaced = false;
		this.isTaskKnown = true;
	}

	private get status() {
		return this.means.place.simulator.task(this.taskId)?.status;
	}

	/** What the deletion of a task's resource does. */
	private releaseTask(): void {
		const { simulator } = this.means.place;
		const { taskId } = this;
		if (this.status === "RUNNING") simulator.setStatus(taskId, "STOPPED");
		simulator.changeTask(taskId, { TaskName: `released-${taskId}` });
		if (this.means.dice.chance(0.7)) void simulator.perform("CancelAiCallDetails", { TaskId: taskId });
	}

	private move(): void {
		const { dice } = this.means;
		if (this.isTaskKnown) this.left.add(this.taskId);
		else this.lineage = this.lineage.filter((one) => one !== this.taskId);
		this.taskId = this.newTask();
		this.file.callAgain = dice.chance(0.2) ? true : undefined;
		this.lineage = this.file.callAgain ? [this.taskId] : [...this.lineage, this.taskId];
	}

	private newTask(): string {
		const { dice, place } = this.means;
		this.isTaskNew = dice.chance(0.6);
		const [taskId = ""] = place.simulator.seedTasks([
			{
				TaskName: `task ${place.simulator.tasks().length + 1}`,
				CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
				CallTime: [{ startTime: "00:00:00", endTime: "23:59:59" }],
				TaskCps: dice.whole(1, 3),
				...(dice.chance(0.3) && { MissCallRetry: true, CallRetryTimes: 2, CallRetryInterval: 1 }),
			},
		]);
		return taskId;
	}
}
