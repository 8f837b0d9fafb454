import type { Simulator } from "../../../simulator";
import { type Campaign, isReleasable, keyOf, nameOf } from "./campaign";
import { agents, drawDefinition, type Means, redrawn, withAnotherSpeaker, without } from "./definitions";
import type { Held } from "./driver";
import type { People } from "./people";

const mostCampaigns = 7;

/** The circumstances of a change to the program. */
export interface Circumstances {
	readonly state: ReadonlyMap<string, Held>;
	/** False after a killed run: resources are not moved before an up has succeeded. */
	readonly isSettled: boolean;
}

/** The user's program, which changes from round to round. */
export class ChangingProgram {
	campaigns: readonly Campaign[] = [];
	/** Ids of tasks without a resource: created by hand, or left in the account by `onDestroy`. */
	readonly apart = new Set<string>();
	/** Names that the program used and no longer uses. */
	readonly abandoned = new Set<string>();
	/** Resources whose task may have been released since the last successful run, and that are declared again. */
	readonly removed = new Set<string>();
	/** Set when a removal or replacement was undone that may have started: only a refresh shows how far it came. */
	broughtBack = false;
	private readonly gone: Campaign[] = [];
	private readonly means: Means;
	private readonly simulator: Simulator;
	private readonly people: People;
	private count = 0;

	constructor(means: Means, simulator: Simulator, people: People) {
		this.means = means;
		this.simulator = simulator;
		this.people = people;
	}

	/** Makes one change. Returns a description of it. */
	change(circumstances: Circumstances): string {
		const { dice } = this.means;
		const { state, isSettled } = circumstances;
		if (this.campaigns.length < 2) return this.add();
		// Resources that a killed run may have left without a state put recovery to the test.
		const isNew = (campaign: Campaign) =>
			heldBy(state, campaign) === undefined && campaign.definition.adoptTaskId === undefined;
		const unheld = isSettled || dice.chance(0.4) ? undefined : dice.pick(this.campaigns.filter(isNew));
		if (unheld !== undefined && isReleasable(unheld) && dice.chance(0.7)) return this.speakOtherwise(unheld, state);
		if (this.campaigns.length < mostCampaigns && dice.chance(0.25)) return this.add();
		const campaign = unheld ?? dice.pick(this.campaigns);
		if (campaign === undefined) return this.add();
		const changes = [
			...Array<() => string>(4).fill(() =>
				this.redefine(campaign, "redefine", redrawn(this.means, campaign.definition)),
			),
			...(maySpeakOtherwise(campaign, state)
				? Array<() => string>(2).fill(() => this.speakOtherwise(campaign, state))
				: []),
			() => this.redefine(campaign, "rename the task of", { ...campaign.definition, taskName: this.freshName() }),
			() => this.steer(campaign),
			() => this.remove(campaign, circumstances),
			...(isSettled ? [() => this.move(campaign)] : []),
		];
		return (dice.pick(changes) ?? (() => this.add()))();
	}

	private add(): string {
		const { dice } = this.means;
		if (this.gone.length > 0 && dice.chance(0.4)) return this.bringBack();
		const resource = `campaign${++this.count}`;
		const component = dice.chance(0.2) ? "group" : undefined;
		const definition = { ...drawDefinition(this.means, this.freshName()), ...this.drawOnDestroy() };
		if (dice.chance(0.2)) return this.adopt({ resource, component, aliases: [], definition });
		return this.put({ resource, component, aliases: [], definition }, "add");
	}

	private bringBack(): string {
		const campaign = this.gone.pop();
		if (campaign !== undefined && this.removed.has(keyOf(campaign))) this.broughtBack = true;
		return campaign === undefined ? this.add() : this.put(campaign, "bring back");
	}

	/** Adopts a task created by hand, with its own name and settings but the declared agent. */
	private adopt(campaign: Campaign): string {
		const { dice } = this.means;
		const speaker = { agentId: dice.pick(agents) };
		const seed = { TaskName: `by-hand-${this.count}`, AgentId: speaker.agentId, TaskCps: dice.whole(1, 500) };
		const [taskId = ""] = this.simulator.seedTasks([seed]);
		this.people.put(taskId, dice.chance(0.5) ? "RUNNING" : "STOPPED");
		this.apart.add(taskId);
		const keys = ["source", "applicationCode", "phoneType", "lineEncoding", "linePhoneNum"];
		const definition = { ...without(campaign.definition, keys), ...speaker, adoptTaskId: taskId };
		return this.put({ ...campaign, definition }, "adopt as");
	}

	private put(campaign: Campaign, what: string): string {
		this.campaigns = [...this.campaigns, campaign];
		this.abandoned.delete(nameOf(campaign));
		return `${what} ${keyOf(campaign)} (${nameOf(campaign)})`;
	}

	private redefine(campaign: Campaign, what: string, definition: Campaign["definition"]): string {
		this.replace(campaign, { ...campaign, definition });
		const name = String(definition.taskName);
		if (name !== nameOf(campaign)) this.abandoned.add(nameOf(campaign));
		return `${what} ${keyOf(campaign)}${name === nameOf(campaign) ? "" : ` to ${name}`}`;
	}

	private speakOtherwise(campaign: Campaign, state: Circumstances["state"]): string {
		const definition = withAnotherSpeaker(this.means, without(campaign.definition, ["adoptTaskId"]));
		const outputs = heldBy(state, campaign)?.outputs ?? {};
		const isTakenBack = ["agentId", "applicationCode"].every((property) => outputs[property] === definition[property]);
		if (isTakenBack) {
			this.broughtBack = true;
			this.removed.add(keyOf(campaign));
		}
		return this.redefine(campaign, `set agent ${definition.agentId ?? definition.applicationCode} of`, definition);
	}

	private steer(campaign: Campaign): string {
		const runState = this.means.dice.pick(["running", "stopped", undefined] as const);
		const definition = without(campaign.definition, ["runState"]);
		return this.redefine(
			campaign,
			`set runState ${runState} of`,
			runState === undefined ? definition : { ...definition, runState },
		);
	}

	private remove(campaign: Campaign, { state }: Circumstances): string {
		this.campaigns = this.campaigns.filter((other) => other !== campaign);
		this.abandoned.add(nameOf(campaign));
		this.removed.add(keyOf(campaign));
		const taskId = heldBy(state, campaign)?.id;
		if (!isReleasable(campaign)) {
			if (taskId !== undefined) this.apart.add(taskId);
		} else {
			this.gone.push({ ...campaign, definition: without(campaign.definition, ["adoptTaskId"]) });
		}
		return `remove ${keyOf(campaign)}`;
	}

	private move(campaign: Campaign): string {
		const { dice } = this.means;
		const aliases = [...campaign.aliases, keyOf(campaign)];
		const isRenamed = dice.chance(0.5);
		const moved = isRenamed
			? { ...campaign, resource: `campaign${++this.count}`, aliases }
			: { ...campaign, component: campaign.component === undefined ? "group" : undefined, aliases };
		this.replace(campaign, { ...moved, aliases: aliases.filter((alias) => alias !== keyOf(moved)) });
		return `move ${keyOf(campaign)} to ${keyOf(moved)}`;
	}

	private replace(campaign: Campaign, other: Campaign): void {
		this.campaigns = this.campaigns.map((one) => (one === campaign ? other : one));
	}

	private freshName(): string {
		const { dice } = this.means;
		return `${dice.pick(["spring", "春季回访", "a&b", "50% off", "100+"] as const)}-${++this.count}`;
	}

	private drawOnDestroy() {
		const { dice } = this.means;
		return dice.chance(0.2) ? { onDestroy: dice.pick(["release", "stop", "leave"] as const) } : {};
	}
}

/** The resource in the state, under any of its keys. */
function heldBy(state: ReadonlyMap<string, Held>, campaign: Campaign): Held | undefined {
	return [keyOf(campaign), ...campaign.aliases].map((key) => state.get(key)).find((held) => held !== undefined);
}

/** A task keeps its own agent until it is adopted, and a name that is not released cannot be used again. */
function maySpeakOtherwise(campaign: Campaign, state: ReadonlyMap<string, Held>): boolean {
	const isAdopted = campaign.definition.adoptTaskId === undefined || heldBy(state, campaign) !== undefined;
	return isReleasable(campaign) && isAdopted;
}
