import type { TaskView } from "../../../simulator";
import { keyOf, nameOf } from "./campaign";
import { Dice } from "./dice";
import type { Command, Driver, Outcome } from "./driver";
import { People } from "./people";
import type { Preset } from "./presets";
import { ChangingProgram } from "./program";
import { described, drawTrouble } from "./trouble";
import { problemsOf } from "./verify";

export interface SoakOptions {
	readonly seed: number;
	readonly rounds: number;
	readonly preset: Preset;
	/** Gets one line for each round. */
	say(line: string): void;
}

/** Undisturbed runs of which one has to succeed. */
const mostTries = 6;

/** Plays rounds of changes, people, faults and kills. Throws at the first problem, with the steps that led to it. */
export async function soak(driver: Driver, options: SoakOptions): Promise<void> {
	await new Soak(driver, options).play();
}

/** Adds the command that repeats a failure to its message. */
export async function replay(
	{ seed, rounds, isInProcess }: { seed: number; rounds: number; isInProcess: boolean },
	play: () => Promise<void>,
): Promise<void> {
	try {
		await play();
	} catch (error) {
		const command = `npm run soak -- --seed ${seed} --rounds ${rounds}${isInProcess ? " --in-process" : ""}`;
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`${reason}\nTo repeat it: ${command}`, { cause: error });
	}
}

class Soak {
	private readonly driver: Driver;
	private readonly options: SoakOptions;
	private readonly dice: Dice;
	private readonly program: ChangingProgram;
	private readonly people: People;
	private readonly steered = new Set<string>();
	/** Tasks that have been in the stack: people change no others. */
	private readonly known = new Set<string>();
	private steps: string[] = [];

	constructor(driver: Driver, options: SoakOptions) {
		this.driver = driver;
		this.options = options;
		this.dice = new Dice(`soak ${options.seed}`);
		this.people = new People(driver.simulator, this.dice);
		this.program = new ChangingProgram({ dice: this.dice, now: Date.now() }, driver.simulator, this.people);
	}

	async play(): Promise<void> {
		for (let round = 1; round <= this.options.rounds; round++) {
			this.steps = [];
			try {
				await this.round();
				this.options.say(`round ${round}: ${this.steps.join("; ")}`);
			} catch (error) {
				const reason = error instanceof Error ? error.message : String(error);
				throw new Error(`round ${round}: ${this.steps.join("; ")}\n${reason}`);
			}
		}
		await this.end();
	}

	private async round(): Promise<void> {
		for (let left = this.dice.whole(1, 3); left > 0; left--) await this.change(true);
		this.peopleAct();
		for (let left = this.dice.whole(1, 2); left > 0; left--) {
			await this.disturbed();
			if (this.dice.chance(0.3)) await this.change(false);
			if (this.dice.chance(0.3)) this.peopleAct();
		}
		await this.succeed();
		await this.verify();
	}

	/** Checks that no changes are pending, before and after a refresh. */
	private async end(): Promise<void> {
		this.steps = ["end"];
		await this.mustSucceed("refresh");
		await this.succeed();
		await this.verify(true);
	}

	private async change(isSettled: boolean): Promise<void> {
		const state = await this.driver.state();
		const before = this.program.campaigns;
		this.steps.push(this.program.change({ state, isSettled }));
		if (this.options.preset === "lenient") return;
		// Where the service neither updates nor renames a task in INIT, people start it first.
		const touched = before.filter((campaign) => !this.program.campaigns.includes(campaign));
		for (const campaign of touched) {
			const task = this.taskOf(state.get(keyOf(campaign))?.id);
			if (task !== undefined) this.note(this.people.start(task));
		}
	}

	private peopleAct(isDuringRun = false): void {
		const names = new Set(this.program.campaigns.map(nameOf));
		const isTheirs = ({ taskName, taskId }: TaskView) => names.has(taskName) && this.known.has(taskId);
		const task = this.dice.pick(this.driver.simulator.tasks().filter(isTheirs));
		if (task === undefined || this.dice.chance(0.3)) return;
		if (!isDuringRun && this.dice.chance(0.1)) this.note(this.people.edit(task));
		else this.note(this.people.act(task, isDuringRun));
	}

	private async disturbed(): Promise<void> {
		const command = this.dice.pick<Command>(["up", "up", "up", "up with preview", "refresh", "preview"]);
		const trouble = drawTrouble(this.dice, () => this.peopleAct(true));
		this.steps.push([command, described(trouble)].join(" ").trim());
		this.noteSteered();
		const { errors, killed, leftBehind } = await this.driver.run(command, this.program.campaigns, trouble);
		if (leftBehind.length > 0) throw new Error(`processes still run after the kill: ${leftBehind.join(", ")}`);
		if (killed) this.steps.push("killed");
		else if (errors.length > 0) this.steps.push(`failed: ${errors.map(shortened).join(" | ")}`);
	}

	/** What users do after trouble: run up, and follow its messages. */
	private async succeed(): Promise<void> {
		const needsRefresh = this.people.edited.size > 0 || this.program.broughtBack;
		if (needsRefresh || this.dice.chance(0.2)) await this.mustSucceed("refresh");
		this.program.broughtBack = false;
		this.noteSteered();
		let outcome: Outcome | undefined;
		for (let left = mostTries; left > 0; left--) {
			outcome = await this.driver.run(this.dice.chance(0.3) ? "up with preview" : "up", this.program.campaigns);
			if (outcome.errors.length === 0) return;
			this.steps.push(`up fails: ${outcome.errors.map(shortened).join(" | ")}`);
			await this.help(outcome.errors);
		}
		throw new Error(`up does not succeed:\n${outcome?.errors.join("\n")}`);
	}

	/** Tasks in INIT can be changed once they have started: people start them, and stop those that a message names. */
	private async help(errors: readonly string[]): Promise<void> {
		const messages = errors.join("\n");
		if (!messages.includes("INIT")) return;
		for (const id of messages.match(/\b\d{18}\b/g) ?? []) {
			if (this.taskOf(id)?.status !== "INIT") continue;
			this.people.put(id, "STOPPED");
			this.note(`start and stop ${id}`);
		}
		for (const { id } of (await this.driver.state()).values()) {
			const task = this.taskOf(id);
			if (task !== undefined) this.note(this.people.start(task));
		}
	}

	private async mustSucceed(command: Command): Promise<void> {
		this.steps.push(command);
		const { errors } = await this.driver.run(command, this.program.campaigns);
		if (errors.length > 0) throw new Error(`${command} does not succeed:\n${errors.join("\n")}`);
	}

	private async verify(isEnd = false): Promise<void> {
		const { people, steered } = this;
		const { campaigns, apart, abandoned, removed } = this.program;
		const { simulator } = this.driver;
		const state = await this.driver.state();
		for (const { id } of state.values()) {
			apart.delete(id);
			this.known.add(id);
		}
		const problems = problemsOf({ simulator, people, program: campaigns, state, steered, apart, abandoned, removed });
		if (this.driver.isQuick || isEnd)
			problems.push(...(await this.driver.pendingChanges(campaigns)).map((what) => `pending change: ${what}`));
		if (problems.length > 0) throw new Error(problems.join("\n"));
		people.settle(simulator.tasks());
		steered.clear();
		removed.clear();
	}

	private noteSteered(): void {
		for (const campaign of this.program.campaigns) {
			if (campaign.definition.runState !== undefined) this.steered.add(keyOf(campaign));
		}
	}

	private taskOf(id: string | undefined): TaskView | undefined {
		return id === undefined ? undefined : this.driver.simulator.task(id);
	}

	private note(done: string | undefined): void {
		if (done !== undefined) this.steps.push(done);
	}
}

function shortened(error: string): string {
	return error.length > 200 ? `${error.slice(0, 200)} ...` : error;
}
