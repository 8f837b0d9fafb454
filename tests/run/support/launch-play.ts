import { fileIn } from "../../callees/support/file-in";
import { type Ids, PeopleFile } from "../../callees/support/people";
import { openQuickPlace, type QuickPlace } from "../../callees/support/quick-place";
import { aDefinition, agent, otherAgent } from "../../support/definitions";
import type { Values } from "../../support/engine";
import { type Campaigns, LaunchStack } from "../../support/launch-stack";
import { Dice } from "../../support/soak/dice";

/** How often a run is repeated until it succeeds. */
const mostTries = 12;

/** What someone has confirmed: a launch as it was then. */
interface Confirmation {
	readonly fingerprint: string;
	readonly launches: ReadonlySet<string>;
}

/** Plays a random program with a limit of launches. Throws at the first launch that no one has confirmed. */
export async function playLaunches(seed: number): Promise<{ readonly confirmed: number; readonly kills: number }> {
	const dice = new Dice(`launches ${seed}`);
	const place = await openQuickPlace({
		updateInInit: "accepted",
		startInInit: dice.pick(["accepted", "refused"]),
		scheduleWithoutNumbers: dice.pick(["starts", "stays-init"]),
		importOnLostAnswer: dice.pick(["whole", "part"]),
		pendingWhileCalling: dice.pick(["listed", "completed"]),
		totalCount: dice.pick(["all", "without-cancelled"]),
	});
	const play = new LaunchPlay(dice, place);
	try {
		await play.all();
		return play;
	} catch (error) {
		const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
		throw new Error([`seed ${seed}`, ...play.history, reason].join("\n"), { cause: error });
	} finally {
		await place.close();
	}
}

class LaunchPlay {
	readonly history: string[] = [];
	kills = 0;
	private readonly dice: Dice;
	private readonly place: QuickPlace;
	private readonly stack: LaunchStack;
	private readonly campaigns: readonly RandomCampaign[];
	private readonly confirmations: Confirmation[] = [];
	/** Running tasks that an update has stopped. */
	private readonly suspended = new Set<string>();

	constructor(dice: Dice, place: QuickPlace) {
		this.dice = dice;
		this.place = place;
		this.stack = new LaunchStack(place, dice.whole(0, 6), dice.whole(2, 4));
		const count = dice.chance(0.25) ? 2 : 1;
		this.campaigns = Array.from({ length: count }, (_, index) => new RandomCampaign(dice, place, index));
	}

	get confirmed(): number {
		return this.confirmations.length;
	}

	async all(): Promise<void> {
		for (let round = this.dice.whole(2, 4); round > 0; round--) {
			for (let left = this.dice.whole(0, 3); left > 0; left--) this.change();
			if (this.dice.chance(0.4)) await this.stack.refresh();
			if (this.dice.chance(0.3)) await this.previewed();
			for (let left = this.dice.whole(0, 2); left > 0; left--) await this.run(this.dice.chance(0.7));
			await this.succeed();
			this.place.wait(this.dice.pick([0, 1, 20, 100, 4000]));
		}
	}

	private change(): void {
		const campaign = this.dice.pick(this.campaigns);
		if (campaign === undefined) return;
		const changes = [() => campaign.edit(), () => campaign.change(), () => this.othersAct(campaign)];
		this.history.push(`${campaign.name}: ${this.dice.pick(changes)?.()}`);
	}

	/** What people do in the console. */
	private othersAct(campaign: RandomCampaign): string {
		const { dice, place } = this;
		const task = place.simulator.task(campaign.taskName);
		if (task === undefined) return "nothing";
		const { taskId, status } = task;
		const acts = [
			() => this.setStatus(taskId, status === "RUNNING" ? "STOPPED" : "RUNNING"),
			() => this.setStatus(taskId, "STOPPED"),
			() => {
				const count = dice.whole(1, 8);
				place.simulator.importNumbers(
					taskId,
					Array.from({ length: count }, () => campaign.file.newNumber()),
				);
				return `others import ${count}`;
			},
		];
		return dice.pick(acts)?.() ?? "";
	}

	private setStatus(taskId: string, status: "STOPPED" | "RUNNING"): string {
		this.place.simulator.setStatus(taskId, status);
		this.suspended.delete(taskId);
		return `others make it ${status}`;
	}

	private program(): Campaigns {
		return {
			tasks: Object.fromEntries(this.campaigns.map((one) => [one.name, one.task()])),
			lists: Object.fromEntries(this.campaigns.map((one) => [one.name, one.list()])),
		};
	}

	private async previewed(): Promise<void> {
		const messages = await this.stack.preview(this.program());
		this.history.push(`   preview: ${this.confirm(messages).length} confirmed`);
	}

	/** Confirms what messages ask for. Returns the fingerprints. */
	private confirm(messages: readonly string[]): string[] {
		const fingerprints = this.stack.confirm(messages);
		const launches = new Set(this.campaigns.flatMap((one) => [one.importNow(), one.startNow()]));
		for (const fingerprint of fingerprints) this.confirmations.push({ fingerprint, launches });
		return fingerprints;
	}

	/** Runs `up`, and may kill it. Returns the errors; `undefined` if it was killed. */
	private async run(mayDie: boolean): Promise<string[] | undefined> {
		const { dice, stack } = this;
		const call = mayDie ? dice.whole(1, dice.chance(0.5) ? 8 : 30) : 0;
		const errors = await stack.killedUp(this.program(), {
			call,
			when: dice.pick(["before", "after"]),
			around: this.verifier(),
			listLagSeconds: 0,
		});
		if (errors === undefined) this.kills++;
		this.history.push(`   up: ${errors === undefined ? `killed at call ${call}` : errors.join(" | ") || "done"}`);
		return errors;
	}

	/** Runs `up`, killed at times, until it succeeds. Each import and each start is asked about once. */
	private async succeed(): Promise<void> {
		const asked: string[] = [];
		for (let left = mostTries; left > 0; left--) {
			const errors = await this.run(left > 4 && this.dice.chance(0.4));
			if (errors?.length === 0) return this.mustDoNothing();
			if (errors !== undefined) asked.push(...this.askedBy(errors));
			for (const what of ["import", "start"]) {
				const again = asked.filter((one) => one === what).length > this.campaigns.length;
				if (again) throw new Error(`a confirmed ${what} is asked about again`);
			}
		}
		throw new Error("up does not succeed");
	}

	/** Confirms what errors ask for. Returns what each is. */
	private askedBy(errors: readonly string[]): string[] {
		if (this.confirm(errors).length < errors.length) throw new Error(`up fails: ${errors.join("\n")}`);
		return errors.map((error) => (error.includes("on the list") ? "import" : "start"));
	}

	private async mustDoNothing(): Promise<void> {
		const before = this.place.simulator.actions().length;
		await this.run(false);
		const actions = this.place.simulator.actions().slice(before);
		if (actions.length > 0) throw new Error(`a second run makes calls: ${actions.join()}`);
	}

	/** Asks, at each import and each start, whether someone has confirmed what is sent. */
	private verifier() {
		const imported = new Map<string, Set<string>>();
		return {
			before: (action: string, { TaskId = "", PhoneNumberList = "[]" }: Readonly<Record<string, string>>) => {
				const task = this.place.simulator.task(TaskId);
				const campaign = this.campaigns.find(({ taskName }) => taskName === task?.taskName);
				if (action === "StopAiCallTask" && task?.status === "RUNNING" && campaign?.runState !== "stopped") {
					this.suspended.add(TaskId);
				}
				if (action === "ImportTaskNumberDatas") {
					const people = imported.get(TaskId) ?? new Set();
					imported.set(TaskId, people);
					for (const person of JSON.parse(PhoneNumberList)) people.add(JSON.stringify(person));
					this.mustBeConfirmed(campaign?.importNow(), people.size);
				}
				if (action === "StartAiCallTask" && !this.suspended.has(TaskId)) {
					this.mustBeConfirmed(campaign?.startNow(), this.waitingIn(TaskId));
				}
			},
			after: (action: string, { TaskId = "" }: Readonly<Record<string, string>>) => {
				const isRunning = this.place.simulator.task(TaskId)?.status === "RUNNING";
				if (action === "StartAiCallTask" && isRunning) this.suspended.delete(TaskId);
			},
		};
	}

	private waitingIn(taskId: string): number {
		return this.place.simulator
			.details(taskId)
			.filter(({ status }) => status === "waiting" || status === "waiting-retry").length;
	}

	private mustBeConfirmed(launch: string | undefined, people: number): void {
		if (people <= (this.stack.limit ?? 0)) return;
		const isConfirmed = this.confirmations.some(
			({ fingerprint, launches }) =>
				launch !== undefined && launches.has(launch) && Number.parseInt(fingerprint, 10) >= people,
		);
		if (!isConfirmed) throw new Error(`not confirmed, ${people} people: ${launch}`);
	}
}

const immediate = { startType: "IMMEDIATE", taskStartTime: undefined };

/** A task and its list, and what the user does to both. */
class RandomCampaign {
	readonly name: string;
	readonly file: PeopleFile;
	taskName: string;
	runState: "running" | "stopped" | undefined;
	private definition: Values;
	private readonly dice: Dice;
	private readonly place: QuickPlace;
	private files = 0;

	constructor(dice: Dice, place: QuickPlace, index: number) {
		this.dice = dice;
		this.place = place;
		this.name = `campaign${index}`;
		this.taskName = this.name;
		this.file = new PeopleFile(dice, dice.pick<Ids>(["own", "derived", "mixed"]), `0${index}`);
		this.runState = dice.pick([undefined, "running"]);
		this.definition = dice.chance(0.3) ? this.scheduled() : {};
	}

	task(): Values {
		const { taskName, runState, definition } = this;
		return {
			...aDefinition({ taskName, taskCps: 1 }),
			...definition,
			...(runState !== undefined && { runState }),
		};
	}

	list(): Values {
		const { file, name, place } = this;
		const path = `${name}-${++this.files}`;
		const columns = file.columns();
		return {
			source: fileIn(place.folder, `${path}.csv`, file.text()),
			...(file.refused.size > 0 && {
				doNotCall: fileIn(place.folder, `${path}-no.csv`, `number\n${[...file.refused].join("\n")}\n`),
			}),
			...(file.first !== undefined && { first: file.first }),
			...(columns !== undefined && { columns }),
		};
	}

	edit(): string {
		return this.file.edit(false);
	}

	/** Changes the task. Returns what. */
	change(): string {
		const { dice } = this;
		const isStarted = ["RUNNING", "STOPPED"].includes(this.place.simulator.task(this.taskName)?.status ?? "");
		const changes: readonly (() => string)[] = [
			() => this.setRunState(dice.pick([undefined, "running", "running", ...(isStarted ? ["stopped" as const] : [])])),
			() => this.define({ taskCps: dice.whole(1, 9) }),
			() => {
				// A new task takes no one if it must not run, and no start in the past.
				if (this.runState === "stopped") this.runState = undefined;
				return this.define({ agentId: dice.pick([agent, otherAgent]), ...immediate });
			},
			() => this.define(dice.chance(0.5) ? this.scheduled() : immediate),
		];
		return dice.pick(changes)?.() ?? "nothing";
	}

	/** Everything that an import depends on. */
	importNow(): string {
		const people = this.file.people
			.filter(({ number }) => !this.file.refused.has(number))
			.map(({ number, outId, name }) => [number, outId, name])
			.sort();
		return JSON.stringify(["import", this.task(), people, this.file.first]);
	}

	/** Everything that a start depends on. */
	startNow(): string {
		return JSON.stringify(["start", this.task()]);
	}

	private setRunState(runState: RandomCampaign["runState"]): string {
		this.runState = runState;
		return `runState ${runState}`;
	}

	private define(changes: Values): string {
		const given = Object.entries({ ...this.definition, ...changes }).filter(([, value]) => value !== undefined);
		this.definition = Object.fromEntries(given);
		return JSON.stringify(changes);
	}

	private scheduled(): Values {
		return { startType: "SCHEDULE", taskStartTime: this.place.now() + this.dice.pick([600_000, 3_600_000]) };
	}
}
