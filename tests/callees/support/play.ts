import type { Settings } from "../../../simulator";
import type { Engine, Program, UpOptions } from "../../support/engine";
import { type ShellKind, verbs } from "../../support/shells";
import { Dice } from "../../support/soak/dice";
import { Book } from "./book";
import { listEngine } from "./list-engine";
import { runMortal } from "./mortal-run";
import { verifyCalls, verifyNoneMissing } from "./promises";
import { openQuickPlace, type ProcessOptions, type QuickPlace } from "./quick-place";
import { RandomCampaign } from "./random-campaign";
import { calm, described, drawTrouble, type Trouble } from "./random-trouble";
import { drawReading } from "./readings";

/** How often a run is repeated that ends with an error, without disturbances. */
const mostTries = 5;
const mostRounds = 5;

/** Plays a random campaign. Throws at the first broken promise, with the reading of the service and what happened. */
export async function playCampaign(seed: number, shell = verbs): Promise<{ readonly runs: number }> {
	const dice = new Dice(`callees ${seed}`);
	const settings = drawReading(dice);
	const place = await openQuickPlace(settings, seed);
	const play = new Play(dice, { place, settings, shell });
	try {
		await play.all();
		return { runs: play.runs };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		const steps = [`seed ${seed}: ${JSON.stringify(settings)}`, ...play.history, reason];
		const command = `To repeat it: npm run soak -- --callees --seed ${seed}`;
		throw new Error([...steps, command].join("\n"), { cause: error });
	} finally {
		await place.close();
	}
}

class Play {
	readonly history: string[] = [];
	runs = 0;
	private readonly dice: Dice;
	private readonly place: QuickPlace;
	private readonly settings: Partial<Settings>;
	private readonly book: Book;
	private readonly engine: Engine;
	private readonly campaigns: readonly RandomCampaign[];
	private readonly forgotten = new Set<string>();
	/** Numbers that others have cancelled, or a run that is forgotten. */
	private readonly excused = new Set<string>();
	/** When the last successful run began. */
	private lastSuccess = 0;
	private readonly callMillis: number;
	private readonly hasOthers: boolean;
	private journal: string;

	constructor(
		dice: Dice,
		{ place, settings, shell }: { place: QuickPlace; settings: Partial<Settings>; shell: ShellKind },
	) {
		this.dice = dice;
		this.place = place;
		this.settings = settings;
		this.book = new Book(place.simulator, place.now);
		this.engine = listEngine(place, dice.whole(2, 5), shell);
		this.journal = place.newJournal();
		this.callMillis = dice.pick([0, 0, 50, 500, 3000]);
		this.hasOthers = dice.chance(0.5);
		const means = { dice, place, engine: this.engine };
		this.campaigns = Array.from({ length: dice.chance(0.2) ? 2 : 1 }, (_, index) => new RandomCampaign(means, index));
	}

	async all(): Promise<void> {
		for (let round = this.dice.whole(2, mostRounds); round > 0; round--) await this.round();
		this.history.push("-- the end");
		for (const campaign of this.campaigns) campaign.start();
		const isDone = await this.succeed();
		this.wait(12 * 3600);
		if (isDone) verifyNoneMissing(this.scene);
	}

	private async round(): Promise<void> {
		const { dice } = this;
		this.history.push(`-- ${new Date(this.place.now()).toISOString()}`);
		for (let left = dice.whole(0, 3); left > 0; left--) this.edit();
		if (dice.chance(0.35)) this.change();
		if (dice.chance(0.05)) this.loseJournal();
		for (let left = dice.whole(0, 2); left > 0; left--) {
			await this.run(drawTrouble(dice, this.hasOthers));
			if (dice.chance(0.3)) this.edit();
			if (dice.chance(0.2)) this.change();
			if (dice.chance(0.5)) this.wait(dice.pick([1, 5, 20, 100]));
		}
		await this.succeed();
		this.wait(dice.pick([0, 0, 3, 15, 60, 200, 4000]));
		if (this.hasOthers && dice.chance(0.4)) this.othersAct();
	}

	private edit(): void {
		const isMasked = this.settings.calledNumber === "masked";
		const campaign = this.dice.pick(this.campaigns);
		if (campaign !== undefined) this.history.push(`${campaign.name}: ${campaign.file.edit(isMasked)}`);
	}

	private change(): void {
		const campaign = this.dice.pick(this.campaigns);
		if (campaign === undefined) return;
		const { name } = campaign;
		const wasHeld = this.engine.state.has(name);
		this.history.push(campaign.change());
		if (wasHeld && name === campaign.name && !this.engine.state.has(name)) this.forgetImports(campaign);
	}

	/** Without the state, it is not known which batches are those of the list. */
	private forgetImports({ taskId }: RandomCampaign): void {
		for (const [detailId, origin] of this.book.origins) if (origin.taskId === taskId) this.forgotten.add(detailId);
	}

	private wait(seconds: number): void {
		this.verify();
		this.place.wait(seconds);
		this.verify();
	}

	private verify(): void {
		this.book.note(true);
		verifyCalls(this.scene);
	}

	private get scene() {
		const { settings, book, campaigns, forgotten, excused } = this;
		return { simulator: this.place.simulator, settings, book, campaigns, forgotten, excused };
	}

	/** Runs `up`. Returns the errors; undefined if it was killed. */
	private async run(trouble: Trouble): Promise<readonly string[] | undefined> {
		this.runs++;
		this.history.push(`   ${described(trouble)}`);
		const began = this.place.now();
		for (const fault of trouble.faults) this.place.simulator.fault(fault);
		for (const campaign of this.campaigns) campaign.loosen();
		const { program, options } = this.command();
		const read = new Set<string>();
		const { errors } = await this.play(trouble, program, options, { began, read });
		this.place.simulator.clearFaults();
		if (errors === undefined) {
			this.history.push("     killed");
			if (this.dice.chance(0.4)) this.loseJournal();
		} else if (errors.length > 0) this.history.push(`     failed: ${errors.join(" | ")}`);
		else {
			this.lastSuccess = began;
			for (const campaign of this.campaigns) campaign.agree(began, read.has(campaign.taskId));
		}
		return errors;
	}

	private play(
		{ death, othersAt }: Trouble,
		program: Program,
		options: UpOptions & ProcessOptions,
		{ began, read }: { readonly began: number; readonly read: Set<string> },
	) {
		let calls = 0;
		const around = {
			before: (action: string, { TaskId = "" }: Readonly<Record<string, string>>) => {
				if (action === "QueryAiCallDetailPage") read.add(TaskId);
				if (othersAt.has(++calls)) this.othersAct();
			},
			after: () => this.book.note(true, began),
		};
		return runMortal({ place: this.place, engine: this.engine, death, around }, program, options);
	}

	private command(): { program: Program; options: UpOptions & ProcessOptions } {
		const declared = this.campaigns.filter(({ isDeclared }) => isDeclared);
		const program = Object.fromEntries(declared.map((one) => [one.name, one.inputs()]));
		const newTasks = declared.filter(({ isTaskNew }) => isTaskNew).map(({ taskId }) => taskId);
		const replace = declared.filter(({ isReplaced }) => isReplaced).map(({ name }) => name);
		for (const one of declared) one.isTaskNew = false;
		return { program, options: { newTasks, replace, callMillis: this.callMillis, journal: this.journal } };
	}

	/** Continues on a machine without the journal: what runs have done since the last successful one is forgotten. */
	private loseJournal(): void {
		this.history.push("the journal is lost");
		this.journal = this.place.newJournal();
		for (const campaign of this.campaigns) campaign.loseJournal();
		for (const [detailId, { isOurs, runBegan, detail, taskId }] of this.book.origins) {
			if (isOurs && runBegan >= this.lastSuccess) this.forgotten.add(detailId);
			const now = this.place.simulator.details(taskId).find((one) => one.detailId === detailId);
			if (now?.status === "cancelled") this.excused.add(detail.phoneNumber);
		}
	}

	/** Repeats the command until it succeeds, and once more. False if the service does not let it. */
	private async succeed(): Promise<boolean> {
		const errors = await this.tryToSucceed();
		const destroyed = this.campaigns.filter(({ isDeclared }) => !isDeclared);
		if (destroyed.length > 0) {
			for (const campaign of destroyed) campaign.declareAgain();
			return this.succeed();
		}
		if (errors.length === 0) {
			await this.mustDoNothing();
			return true;
		}
		const isExcused = this.mayRefuse && errors.every((error) => /refuses|was refused|does not take/.test(error));
		if (!isExcused) throw new Error(`up does not succeed: ${errors.join("\n")}`);
		return false;
	}

	private async tryToSucceed(): Promise<readonly string[]> {
		const isAlone = !this.hasOthers || this.dice.chance(0.7);
		let errors: readonly string[] = [];
		for (let left = mostTries; left > 0; left--) {
			const othersAt = new Set(isAlone ? [] : [this.dice.whole(1, 12)]);
			errors = (await this.run({ ...calm, othersAt })) ?? [];
			if (errors.length === 0) break;
			if (this.settings.importIntoStopped !== undefined) for (const campaign of this.campaigns) campaign.start();
			this.wait(this.dice.pick([0, 2, 30]));
		}
		return errors;
	}

	private get mayRefuse(): boolean {
		const { duplicateNumbers, duplicateOutIds, importIntoRunning } = this.settings;
		return [duplicateNumbers, duplicateOutIds, importIntoRunning].some((one) => one === "refused" || one === "dropped");
	}

	private async mustDoNothing(): Promise<void> {
		const { simulator } = this.place;
		const before = simulator.requests().length;
		await this.run(calm);
		const actions = simulator.actions().slice(before);
		if (actions.length > 0) throw new Error(`a second run makes calls: ${actions.join()}`);
	}

	/** Others import numbers into a task, or cancel one. */
	private othersAct(): void {
		const { dice, book } = this;
		const campaign = dice.pick(this.campaigns);
		if (campaign === undefined) return;
		book.note(true);
		this.history.push(`     others ${dice.chance(0.6) ? this.othersImport(campaign) : this.othersCancel(campaign)}`);
		book.note(false);
	}

	private othersImport({ file, taskId }: RandomCampaign): string {
		const { dice } = this;
		const numbers = Array.from({ length: dice.whole(1, 3) }, () =>
			dice.chance(0.4) ? (dice.pick(file.all)?.number ?? "") : file.newNumber(),
		);
		this.place.simulator.importNumbers(taskId, numbers);
		return `import ${numbers.join()}`;
	}

	private othersCancel({ taskId }: RandomCampaign): string {
		const { simulator } = this.place;
		const detail = this.dice.pick(simulator.details(taskId).filter(({ status }) => status === "waiting"));
		if (detail === undefined) return "do nothing";
		this.excused.add(detail.phoneNumber);
		const DetailIdList = JSON.stringify([detail.detailId]);
		// A fault that is due hits this request as well.
		void simulator.perform("CancelAiCallDetails", { TaskId: taskId, DetailIdList }).catch(() => {});
		return `cancel ${detail.phoneNumber}`;
	}
}
