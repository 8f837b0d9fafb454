import type { Simulator, TaskStatus, TaskView } from "../../../simulator";
import type { Dice } from "./dice";

/** The status that people last gave a task. */
interface Will {
	readonly status: TaskStatus;
	/** The number of its status changes by then. */
	readonly moves: number;
}

/** People who change the account beside the program: they import numbers, start and stop tasks, and edit in the console. */
export class People {
	/** The status in which people, or the last successful run, left each task. */
	readonly wills = new Map<string, Will>();
	/** Tasks that people have changed since the last successful run. */
	readonly touched = new Set<string>();
	/** Tasks that people changed during a run, where the order of the two is unknown. */
	readonly uncertain = new Set<string>();
	/** Tasks whose definition people have edited, which only a refresh shows. */
	readonly edited = new Set<string>();
	private readonly simulator: Simulator;
	private readonly dice: Dice;
	private numbers = 13_800_000_000;

	constructor(simulator: Simulator, dice: Dice) {
		this.simulator = simulator;
		this.dice = dice;
	}

	/** Changes a task. Returns a description of the change. */
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

	/** Starts a task that has not started. */
	start(task: TaskView): string | undefined {
		if (task.status !== "INIT") return undefined;
		this.importSome(task.taskId);
		if (task.definition.StartType === "SCHEDULE") this.simulator.setStatus(task.taskId, "RUNNING");
		this.note(task);
		return `start ${task.taskName}`;
	}

	edit({ taskId, taskName }: TaskView): string {
		this.simulator.changeTask(taskId, { TaskCps: this.dice.whole(1, 500) });
		this.edited.add(taskId);
		return `edit ${taskName}`;
	}

	/** Records the status of all tasks after a successful run. */
	settle(tasks: readonly TaskView[]): void {
		for (const { taskId, status, moves } of tasks) this.wills.set(taskId, { status, moves: moves.length });
		this.touched.clear();
		this.uncertain.clear();
		this.edited.clear();
	}

	private doSomething(task: TaskView): string | undefined {
		const { taskId, status } = task;
		if (status === "INIT") return this.start(task) && "start";
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

	/** Records a status that people changed. Importing numbers into a campaign that a killed run left stopped changes none. */
	private note({ taskId, moves }: TaskView): void {
		this.touched.add(taskId);
		const task = this.simulator.task(taskId);
		if (task !== undefined && task.moves.length > moves.length)
			this.wills.set(taskId, { status: task.status, moves: task.moves.length });
	}
}
