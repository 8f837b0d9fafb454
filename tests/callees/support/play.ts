import type { FaultOrder, Settings } from "../../../simulator";
import { Dice } from "../../support/soak/dice";
import { Book, type CalledNumber } from "./book";
import { fileIn, ListEngine, type UpOptions, type Values } from "./list-engine";
import { type Ids, PeopleFile, type Person } from "./people";
import { type Around, openQuickPlace, type QuickPlace } from "./quick-place";
import { drawReading } from "./readings";

/** How often a run is repeated that ends with an error, without disturbances. */
const mostTries = 5;
const mostRounds = 5;

/** Plays a random campaign. Throws at the first broken promise, with what led to it. */
export async function playCampaign(seed: number): Promise<{ readonly runs: number }> {
	const dice = new Dice(`callees ${seed}`);
	const settings = drawReading(dice);
	const place = await openQuickPlace(settings, seed);
	const play = new Play(dice, place, settings);
	try {
		await play.all();
		return { runs: play.runs };
	} catch (error) {
		const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
		throw new Error(`seed ${seed}: ${JSON.stringify(settings)}\n${play.history.join("\n")}\n${reason}`);
	} finally {
		await place.close();
	}
}

/** A list of the program, and the tasks that it had. */
interface Campaign {
	name: string;
	readonly file: PeopleFile;
	taskId: string;
	/** The tasks whose calls count as calls of this list. */
	lineage: string[];
	/** Tasks that it has left; some of them still run. */
	readonly left: Set<string>;
	isDeclared: boolean;
	/** What the last successful run was given. */
	agreed: Agreed | undefined;
}

interface Agreed {
	readonly began: number;
	readonly ended: number;
	readonly taskId: string;
	readonly refused: Set<string>;
	/** Numbers that may be called. */
	readonly wanted: Set<string>;
	/** Those who have to be called; none if `first` leaves out some. */
	readonly people: readonly Person[];
}

interface Trouble {
	readonly faults: readonly FaultOrder[];
	/** The call at which the provider or the engine is killed. */
	readonly kill?:
		| { readonly call: number; readonly when: "before" | "after"; readonly who: "provider" | "engine" }
		| undefined;
	readonly strangersAt: ReadonlySet<number>;
}

const calm: Trouble = { faults: [], strangersAt: new Set() };

class Play {
	readonly history: string[] = [];
	runs = 0;
	private readonly dice: Dice;
	private readonly place: QuickPlace;
	private readonly settings: Partial<Settings>;
	private readonly book: Book;
	private readonly engine: ListEngine;
	private readonly campaigns: Campaign[];
	/** Numbers that were imported by a run of which neither state nor journal is left. */
	private readonly forgotten = new Set<string>();
	/** Numbers that others cancelled. */
	private readonly cancelledByOthers = new Set<string>();
	private readonly callMillis: number;
	private readonly hasStrangers: boolean;
	private tasks = 0;
	private files = 0;
	private newTasks: string[] = [];
	private replaced: string[] = [];
	/** This machine's journal; undefined for the shared one. */
	private journal: string | undefined;

	constructor(dice: Dice, place: QuickPlace, settings: Partial<Settings>) {
		this.dice = dice;
		this.place = place;
		this.settings = settings;
		this.book = new Book(place.simulator, place.now);
		this.engine = new ListEngine(dice.whole(2, 5));
		this.callMillis = dice.pick([0, 0, 50, 500, 3000]);
		this.hasStrangers = dice.chance(0.5);
		const count = dice.chance(0.2) ? 2 : 1;
		this.campaigns = Array.from({ length: count }, (_, index) => {
			const ids = dice.pick<Ids>(["own", "derived", "mixed"]);
			const taskId = this.newTask();
			const file = new PeopleFile(dice, ids, `0${index}`);
			return {
				name: `list${index}`,
				file,
				taskId,
				lineage: [taskId],
				left: new Set<string>(),
				isDeclared: true,
				agreed: undefined,
			};
		});
		if (dice.chance(0.6)) this.newTasks = this.campaigns.map(({ taskId }) => taskId);
	}

	async all(): Promise<void> {
		for (let round = this.dice.whole(2, mostRounds); round > 0; round--) await this.round();
		this.history.push("the end");
		for (const { taskId } of this.campaigns) this.start(taskId);
		const isAgreed = await this.succeed();
		this.place.wait(12 * 3600);
		this.verify();
		if (isAgreed) this.verifyNobodyMissing();
	}

	private async round(): Promise<void> {
		const { dice } = this;
		this.history.push(`-- ${this.place.now() % 10 ** 8}`);
		for (let left = dice.whole(0, 3); left > 0; left--) this.edit();
		if (dice.chance(0.35)) this.changeStructure();
		for (let left = dice.whole(0, 2); left > 0; left--) {
			await this.run(this.trouble());
			if (dice.chance(0.3)) this.edit();
			if (dice.chance(0.5)) this.place.wait(dice.pick([1, 5, 20, 100]));
			this.verify();
		}
		await this.succeed();
		this.verify();
		this.place.wait(dice.pick([0, 0, 3, 15, 60, 200, 4000]));
		this.verify();
		if (this.hasStrangers && dice.chance(0.4)) this.strangers();
	}

	private edit(): void {
		const campaign = this.dice.pick(this.campaigns);
		if (campaign !== undefined) this.history.push(`${campaign.name}: ${campaign.file.edit(this.isMasked)}`);
	}

	private changeStructure(): void {
		const { dice } = this;
		const campaign = dice.pick(this.campaigns);
		if (campaign === undefined) return;
		const isHeld = this.engine.state.has(campaign.name);
		const what = dice.pick([
			"new task",
			"other task",
			"replace",
			"lose state",
			"lose journal",
			"rename",
			"alias",
			"stop",
			"start",
			"recreate",
		] as const);
		this.history.push(`${campaign.name}: ${what}`);
		switch (what) {
			case "new task":
				this.releaseTask(campaign.taskId);
				return this.move(campaign);
			case "other task":
				return this.move(campaign);
			case "replace":
				if (isHeld) this.replaced.push(campaign.name);
				return;
			case "lose state":
				this.engine.state.delete(campaign.name);
				campaign.lineage = [campaign.taskId];
				return;
			case "lose journal":
				this.journal = this.place.newJournal();
				return;
			case "rename":
				// Another name is another list: what earlier tasks have called is not known to it.
				campaign.lineage = [campaign.taskId];
				campaign.name = `${campaign.name}x`;
				return;
			case "alias": {
				const held = this.engine.state.get(campaign.name);
				this.engine.state.delete(campaign.name);
				campaign.name = `${campaign.name}y`;
				if (held !== undefined) this.engine.state.set(campaign.name, held);
				return;
			}
			case "stop":
				if (this.place.simulator.task(campaign.taskId)?.status === "RUNNING")
					this.place.simulator.setStatus(campaign.taskId, "STOPPED");
				return;
			case "start":
				return this.start(campaign.taskId);
			case "recreate":
				campaign.isDeclared = false;
		}
	}

	private start(taskId: string): void {
		if (this.place.simulator.task(taskId)?.status === "STOPPED") this.place.simulator.setStatus(taskId, "RUNNING");
	}

	/** What the deletion of a task's resource does. */
	private releaseTask(taskId: string): void {
		const { simulator } = this.place;
		if (simulator.task(taskId)?.status === "RUNNING") simulator.setStatus(taskId, "STOPPED");
		simulator.changeTask(taskId, { TaskName: `released-${taskId}` });
		if (this.dice.chance(0.7)) void simulator.perform("CancelAiCallDetails", { TaskId: taskId });
	}

	private move(campaign: Campaign): void {
		campaign.left.add(campaign.taskId);
		campaign.taskId = this.newTask();
		if (this.dice.chance(0.5)) this.newTasks.push(campaign.taskId);
		campaign.file.callAgain = this.dice.chance(0.2) ? true : undefined;
		campaign.lineage = campaign.file.callAgain ? [campaign.taskId] : [...campaign.lineage, campaign.taskId];
	}

	private newTask(): string {
		const { dice, place } = this;
		const [taskId = ""] = place.simulator.seedTasks([
			{
				TaskName: `task${++this.tasks}`,
				CallDay: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"],
				CallTime: [{ startTime: "00:00:00", endTime: "23:59:59" }],
				TaskCps: dice.whole(1, 3),
				...(dice.chance(0.3) && { MissCallRetry: true, CallRetryTimes: 2, CallRetryInterval: 1 }),
			},
		]);
		return taskId;
	}

	private trouble(): Trouble {
		const { dice } = this;
		const faults = dice.chance(0.6) ? Array.from({ length: dice.whole(1, 2) }, () => this.fault()) : [];
		const kill = dice.chance(0.6)
			? {
					call: dice.whole(1, dice.chance(0.5) ? 6 : 25),
					when: dice.pick(["before", "after"] as const),
					who: dice.pick(["provider", "provider", "engine"] as const),
				}
			: undefined;
		const strangersAt = new Set(
			this.hasStrangers && dice.chance(0.5) ? Array.from({ length: dice.whole(1, 3) }, () => dice.whole(1, 20)) : [],
		);
		return { faults, kill, strangersAt };
	}

	private fault(): FaultOrder {
		const { dice } = this;
		return {
			action: dice.pick([
				"ImportTaskNumberDatas",
				"ImportTaskNumberDatas",
				"ImportTaskNumberDatas",
				"CancelAiCallDetails",
				"QueryAiCallDetailPage",
				"*",
			]),
			fault: dice.pick([
				"reset-before",
				"reset-after",
				"reset-after",
				"error-500",
				"html-503",
				"bad-json",
				"throttle",
				"success-false",
			] as const),
			skip: dice.whole(0, 4),
			times: dice.whole(1, 3),
			done: dice.chance(0.5),
		};
	}

	private inputsOf({ taskId, file }: Campaign): Values {
		const { folder } = this.place;
		const doNotCall = ["number", ...file.refused].join("\n");
		return {
			taskId,
			source: fileIn(folder, `people-${++this.files}.csv`, file.text()),
			...(file.refused.size > 0 && { doNotCall: fileIn(folder, `no-${this.files}.csv`, `${doNotCall}\n`) }),
			...(file.first !== undefined && { first: file.first }),
			...(file.callAgain && { callAgain: true }),
			...(file.columns() && { columns: file.columns() }),
		};
	}

	/** Runs `up`. Returns the errors; undefined if it was killed. */
	private async run({ faults, kill, strangersAt }: Trouble): Promise<string[] | undefined> {
		this.runs++;
		const { place, engine, dice } = this;
		const began = place.now();
		let calls = 0;
		let isDead = false;
		let engineIsGone = false;
		let stateAtDeath: typeof engine.state | undefined;
		let die: (word: "died") => void = () => {};
		const died = new Promise<"died">((resolve) => {
			die = resolve;
		});
		const end = () => {
			if (kill?.who === "engine") {
				engineIsGone = true;
				stateAtDeath = new Map(engine.state);
				return undefined;
			}
			isDead = true;
			die("died");
			return forever;
		};
		const around: Around = {
			before: (action) => {
				if (isDead) return forever;
				calls++;
				if (strangersAt.has(calls)) this.strangers();
				if (kill?.call === calls && kill.when === "before") {
					this.history.push(`     killed before ${calls} ${action}`);
					return end();
				}
				return undefined;
			},
			after: (action) => {
				this.book.note(true, began);
				if (isDead) return forever;
				if (kill?.call === calls && kill.when === "after") {
					this.history.push(`     killed after ${calls} ${action}`);
					return end();
				}
				return undefined;
			},
		};
		this.history.push(
			`   up ${JSON.stringify({ faults: faults.map(({ action, fault, skip, times }) => `${action} ${fault} ${skip} ${times}`), kill, strangersAt: [...strangersAt] })}`,
		);
		for (const fault of faults) place.simulator.fault(fault);
		const declared = this.campaigns.filter(({ isDeclared }) => isDeclared);
		for (const one of this.campaigns) this.loosen(one);
		const program = Object.fromEntries(declared.map((one) => [one.name, this.inputsOf(one)]));
		const options: UpOptions = { newTasks: this.newTasks, replace: this.replaced };
		this.newTasks = [];
		const journal = this.journal;
		const context = place.newContext({
			around,
			callMillis: this.callMillis,
			engineIsGone: () => engineIsGone,
			...(journal !== undefined && { journal }),
		});
		const running = engine.up(context, program, options);
		const outcome = await Promise.race([running, died]);
		place.simulator.clearFaults();
		if (outcome === "died" || stateAtDeath !== undefined) {
			if (stateAtDeath !== undefined) {
				const kept = stateAtDeath;
				engine.state.clear();
				for (const [name, held] of kept) engine.state.set(name, held);
			}
			if (dice.chance(0.4)) this.changeMachine(began);
			return undefined;
		}
		if (outcome.length > 0) this.history.push(`     failed: ${outcome.join(" | ")}`);
		else {
			this.replaced = [];
			for (const one of this.campaigns) this.agree(one, began, calls > 0);
		}
		return outcome;
	}

	/** Continues on a machine without the journal. */
	private changeMachine(runBegan: number): void {
		this.history.push("     on another machine");
		this.journal = this.place.newJournal();
		for (const campaign of this.campaigns) {
			// Between the deletion and the creation of a list that is replaced, nothing else knows its earlier tasks.
			if (this.engine.state.get(campaign.name)?.awaitsReplacement) campaign.lineage = [campaign.taskId];
		}
		for (const [detailId, origin] of this.book.origins) {
			if (origin.isOurs && origin.runBegan === runBegan) this.forgotten.add(detailId);
		}
	}

	/** From now on the provider may do what it is given, and has to do nothing else. */
	private loosen({ agreed, file }: Campaign): void {
		if (agreed === undefined) return;
		for (const { number } of file.people) if (!file.refused.has(number)) agreed.wanted.add(number);
		for (const number of agreed.refused) if (!file.refused.has(number)) agreed.refused.delete(number);
	}

	private agree(campaign: Campaign, began: number, hasRead: boolean): void {
		const { file, taskId, isDeclared } = campaign;
		const people = isDeclared ? file.people.map((person) => ({ ...person })) : [];
		const allowed = people.filter(({ number }) => !file.refused.has(number));
		campaign.agreed = {
			// A run without changes sends nothing, and sees nothing that others have done since.
			began: hasRead ? began : (campaign.agreed?.began ?? 0),
			ended: this.place.now(),
			taskId,
			refused: new Set(isDeclared ? file.refused : []),
			wanted: new Set(allowed.map(({ number }) => number)),
			people: file.first !== undefined && file.first < allowed.length ? [] : allowed,
		};
	}

	/** Repeats the command until it succeeds. False if the service does not let it. */
	private async succeed(): Promise<boolean> {
		const isAlone = !this.hasStrangers || this.dice.chance(0.7);
		let errors: string[] | undefined = [];
		for (let left = mostTries; left > 0; left--) {
			errors = await this.run(isAlone ? calm : { ...calm, strangersAt: new Set([this.dice.whole(1, 12)]) });
			if (errors?.length === 0) break;
			for (const { taskId } of this.campaigns) if (this.settings.importIntoStopped !== undefined) this.start(taskId);
			this.place.wait(this.dice.pick([0, 2, 30]));
		}
		if (this.campaigns.some(({ isDeclared }) => !isDeclared)) {
			for (const one of this.campaigns) one.isDeclared = true;
			return this.succeed();
		}
		if (errors?.length !== 0) {
			const { duplicateNumbers, duplicateOutIds, importIntoRunning } = this.settings;
			const isExcused = [duplicateNumbers, duplicateOutIds, importIntoRunning].some(
				(one) => one === "refused" || one === "dropped",
			);
			if (isExcused && errors?.every((error) => /refuses|was refused|does not take/.test(error))) return false;
			throw new Error(`up does not succeed: ${errors?.join("\n")}`);
		}
		await this.mustDoNothing();
		return true;
	}

	private async mustDoNothing(): Promise<void> {
		const { simulator } = this.place;
		const before = simulator.requests().length;
		await this.run(calm);
		const actions = simulator.actions().slice(before);
		if (actions.length > 0) throw new Error(`a second run makes calls: ${actions.join()}`);
	}

	/** Other people import numbers into a task, and cancel some. */
	private strangers(): void {
		const { dice, place, book } = this;
		const campaign = dice.pick(this.campaigns);
		if (campaign === undefined) return;
		book.note(true);
		const { taskId, file } = campaign;
		if (dice.chance(0.6)) {
			const numbers = Array.from({ length: dice.whole(1, 3) }, () =>
				dice.chance(0.4) ? (dice.pick(file.all)?.number ?? "") : file.newNumber(),
			);
			place.simulator.importNumbers(taskId, numbers);
			book.note(false);
			this.history.push(`     others import ${numbers.join()}`);
			return;
		}
		const waiting = place.simulator.details(taskId).filter(({ status }) => status === "waiting");
		const detail = dice.pick(waiting);
		if (detail === undefined) return;
		this.history.push(`     others cancel ${detail.phoneNumber}`);
		this.cancelledByOthers.add(detail.phoneNumber);
		void place.simulator.perform("CancelAiCallDetails", {
			TaskId: taskId,
			DetailIdList: JSON.stringify([detail.detailId]),
		});
	}

	private get isMasked(): boolean {
		return this.settings.calledNumber === "masked";
	}

	private verify(): void {
		this.book.note(true);
		const called = this.book.called().filter((one) => !this.hasVanished(one));
		for (const campaign of this.campaigns) {
			const own = called.filter(({ taskId }) => campaign.lineage.includes(taskId));
			this.verifyNobodyTwice(own);
			this.verifyWithdrawn(campaign, called);
		}
	}

	/** Where the service forgets a number that is cancelled while it waits for its next call, nothing shows the first one. */
	private hasVanished({ detail, taskId }: CalledNumber): boolean {
		if (this.settings.cancelledNumbers !== "vanishes") return false;
		return (
			this.place.simulator.details(taskId).find(({ detailId }) => detailId === detail.detailId)?.status === "cancelled"
		);
	}

	private verifyNobodyTwice(called: readonly CalledNumber[]): void {
		const before: CalledNumber[] = [];
		for (const one of called) {
			if (one.isOurs) {
				const earlier = before.find(
					(other) => isSamePerson(one, other) && (other.isOurs || (other.at < one.runBegan && !this.isMasked)),
				);
				if (earlier !== undefined) throw new Error(`called twice: ${shown(earlier)} and ${shown(one)}`);
			}
			before.push(one);
		}
	}

	private verifyWithdrawn({ agreed, lineage, left }: Campaign, called: readonly CalledNumber[]): void {
		if (agreed === undefined) return;
		for (const one of called) {
			const isTheirs = one.taskId === agreed.taskId || lineage.includes(one.taskId) || left.has(one.taskId);
			if (!isTheirs || one.firstCall <= agreed.ended) continue;
			const { phoneNumber } = one.detail;
			const wasSeen = one.isOurs || (one.at < agreed.began && !this.isMasked);
			if (!wasSeen) continue;
			if (one.taskId === agreed.taskId && agreed.refused.has(phoneNumber))
				throw new Error(`called although on the do-not-call list: ${shown(one)}`);
			// An own outId that is no longer in the files, imported by a run that nothing remembers, may be anyone's.
			const isUnknown = this.forgotten.has(one.detail.detailId) && !one.detail.outId?.startsWith("p");
			if (one.isOurs && !this.isMasked && !isUnknown && !agreed.wanted.has(phoneNumber))
				throw new Error(`called although withdrawn: ${shown(one)}`);
		}
	}

	private verifyNobodyMissing(): void {
		const called = this.book.called();
		for (const { agreed, name } of this.campaigns) {
			for (const person of agreed?.people ?? []) {
				const { number, outId } = person;
				if (this.cancelledByOthers.has(number)) continue;
				const isCalled = called.some(
					({ detail }) => detail.phoneNumber === number || (outId !== "" && detail.outId === outId),
				);
				if (!isCalled) throw new Error(`${name}: not called: ${number} ${outId}: ${this.detailsOf(number)}`);
			}
		}
	}

	private detailsOf(number: string): string {
		const found = [...this.book.origins.values()].filter(({ detail }) => detail.phoneNumber === number);
		return found.map((one) => shown(one)).join("; ");
	}
}

function isSamePerson(one: CalledNumber, other: CalledNumber): boolean {
	if (one.detail.phoneNumber === other.detail.phoneNumber) return true;
	return other.isOurs && one.detail.outId !== undefined && one.detail.outId === other.detail.outId;
}

function shown({
	detail,
	isOurs,
	at,
	taskId,
	...rest
}: {
	readonly detail: { readonly phoneNumber: string; readonly outId?: string; readonly batchId: string };
	readonly isOurs: boolean;
	readonly at: number;
	readonly taskId: string;
	readonly firstCall?: number;
}): string {
	const time = (value: number | undefined) => (value === undefined ? "never" : value % 10 ** 8);
	return `${detail.phoneNumber} ${detail.outId ?? ""} (${isOurs ? "ours" : "others'"}, task ${taskId}, batch ${detail.batchId}, imported ${time(at)}, called ${time("firstCall" in rest ? rest.firstCall : undefined)})`;
}

const forever = new Promise<never>(() => {});
