import type { Simulator, TaskStatus, TaskView } from "../../../simulator";
import type { Dice } from "./dice";

/** What people last wanted of a task. */
interface Will {
	readonly status: TaskStatus;
	/** How many moves the task had made by then. */
	readonly moves: number;
}

/** Those who work on the account beside the program: they import numbers, start and stop, and edit in the console. */
export class People {
	/** The status in which each task was left by people, or by the last run that went through. */
	readonly wills = new Map<string, Will>();
	/** Tasks that people have touched since the last run that went through. */
	readonly touched = new Set<string>();
	/** Tasks touched in the middle of a run: which of the two came first cannot be known. */
	readonly uncertain = new Set<string>();
	/** Tasks whose definition people have edited: only a refresh shows that. */
	readonly edited = new Set<string>();
	private readonly simulator: Simulator;
	private readonly dice: Dice;
	private numbers = 13_800_000_000;

	constructor(simulator: Simulator, dice: Dice) {
		this.simulator = simulator;
		this.dice = dice;
	}

	/** Does something to a task, and answers in words what. */
	act(task: TaskView, isDuringRun = false): string | undefined {
		const done = this.doSomething(task);
		if (done === undefined) return undefined;
		this.note(task);
		if (isDuringRun) this.uncertain.add(task.taskId);
		return `${done} ${task.taskName}`;
	}

	put(taskId: string, status: TaskStatus): void {
		const task = this.simulator.task(taskId);
		this.simulator.setStatus(taskId, status);
		if (task !== undefined) this.note(task);
	}

	/** Lets a task begin that has not. */
	begin(task: TaskView): string | undefined {
		if (task.status !== "INIT") return undefined;
		this.importSome(task.taskId);
		if (task.definition.StartType === "SCHEDULE") this.simulator.setStatus(task.taskId, "RUNNING");
		this.note(task);
		return `begin ${task.taskName}`;
	}

	edit({ taskId, taskName }: TaskView): string {
		this.simulator.changeTask(taskId, { TaskCps: this.dice.whole(1, 500) });
		this.edited.add(taskId);
		return `edit ${taskName}`;
	}

	/** A run has gone through: what is so now is how it was left. */
	settle(tasks: readonly TaskView[]): void {
		for (const { taskId, status, moves } of tasks) this.wills.set(taskId, { status, moves: moves.length });
		this.touched.clear();
		this.uncertain.clear();
		this.edited.clear();
	}

	private doSomething(task: TaskView): string | undefined {
		const { taskId, status } = task;
		if (status === "INIT") return this.begin(task) && "begin";
		if (this.dice.chance(0.3)) {
			this.importSome(taskId);
			return "import numbers into";
		}
		if (status === "FAILED") return undefined;
		this.simulator.setStatus(taskId, status === "RUNNING" ? "STOPPED" : "RUNNING");
		return status === "RUNNING" ? "stop" : "start";
	}

	private importSome(taskId: string): void {
		const count = this.dice.whole(1, 5);
		this.simulator.importNumbers(
			taskId,
			Array.from({ length: count }, () => String(++this.numbers)),
		);
	}

	/** What people moved is where they want it: numbers for a campaign that a killed run has left stopped move nothing. */
	private note({ taskId, moves }: TaskView): void {
		this.touched.add(taskId);
		const task = this.simulator.task(taskId);
		if (task !== undefined && task.moves.length > moves.length)
			this.wills.set(taskId, { status: task.status, moves: task.moves.length });
	}
}
