import { counted } from "../definition/counted";
import { type ApiError, isApiError, isForbidden, isRefusal } from "../service/api-error";
import type { Api } from "../service/client";
import { type AgentRow, type BranchedAgentRow, pageQueryAgentList, pageQueryAgentListNew } from "../service/operations";
import { type Rows, readPages } from "./read-pages";

/** The two lists of agents. It is not published which of them has the agents of an account. */
export const agentLists = ["PageQueryAgentList", "PageQueryAgentListNew"] as const;

/** How many agents are queried one by one before the whole list is read instead. */
const singleQueries = 2;

/** An agent, by its rows in the two lists. */
export interface Agent {
	readonly agentId: string;
	readonly older?: AgentRow | undefined;
	readonly branched?: BranchedAgentRow | undefined;
}

export interface Agents {
	readonly agents: readonly Agent[];
	/** Why there may be others, as sentences. */
	readonly incomplete?: string;
}

/** Whether an agent is published. */
export interface Publication {
	/** Unset if neither list says. */
	readonly published?: boolean;
	/** Its state in the older list, in words. */
	readonly status?: string;
}

/** What the lists say of an agent. */
export type Verdict =
	| { readonly is: "published" }
	/** A list says so: which, and in which words. */
	| { readonly is: "unpublished"; readonly words: string }
	/** It cannot be told: why, as the rest of a sentence. */
	| { readonly is: "uncertain"; readonly words: string }
	/** A list could not be read. */
	| { readonly is: "unread"; readonly error: ApiError };

/** The vendor's numbers. */
const states: Readonly<Record<string, string>> = {
	1: "online",
	2: "offline",
	3: "in review",
	4: "review failed",
	5: "building",
	6: "debugging",
	7: "ready to go online",
	8: "build failed",
};

/** Whether an agent is published: either list may say so, and one that has it and does not say leaves it open. */
export function publicationIn({ older, branched }: Pick<Agent, "older" | "branched">): Publication {
	const shown = older?.Status || undefined;
	const isKnown = shown !== undefined && states[shown] !== undefined;
	const said = [
		...(older === undefined ? [] : [isKnown ? shown === "1" : undefined]),
		...(branched === undefined ? [] : [branched.IsAvailable ?? undefined]),
	];
	const isOpen = said.length === 0 || said.includes(undefined);
	const published = said.includes(true) || (isOpen ? undefined : false);
	const status = shown && (states[shown] ?? shown);
	return { ...(published !== undefined && { published }), ...(status !== undefined && { status }) };
}

/** The agents of the account. The lists are queried when they are needed, once in a run. */
export class AccountAgents {
	private readonly older: AgentList<AgentRow>;
	private readonly branched: AgentList<BranchedAgentRow>;
	private readonly verdicts = new Map<string, Promise<Verdict>>();
	/** An agent was found in the newer list only: it is queried first from then on. */
	private prefersBranched = false;

	constructor(api: Api) {
		this.older = new AgentList((filter) =>
			readPages((page) => api.call(pageQueryAgentList, { ...filter, ...page }), keyOf),
		);
		this.branched = new AgentList((filter) =>
			readPages((page) => api.call(pageQueryAgentListNew, { ...filter, ...page }), keyOf),
		);
	}

	/** Every agent. Throws if a list may not be read, or if neither can be. */
	async all(): Promise<Agents> {
		const [older, branched] = await Promise.all([this.older.all(), this.branched.all()]);
		const failed = [older.error, branched.error].filter((error) => error !== undefined);
		const [fatal] = failed.length === 2 ? failed : failed.filter((error) => isForbidden(error) || !isRefusal(error));
		if (fatal !== undefined) throw fatal;
		const ids = new Set([...older.rows.keys(), ...branched.rows.keys()]);
		const agents = [...ids].map((agentId) => agentIn(agentId, { older, branched }));
		const missing = older.missing + branched.missing;
		const gap = missing === 0 ? [] : [`The service counts ${counted(missing, "agent")} more than it lists.`];
		const reasons = [...failed.map(({ message }) => message), ...gap];
		return { agents, ...(reasons.length > 0 && { incomplete: reasons.join(" ") }) };
	}

	/** Whether an agent is published. Each agent is queried once in a run; from the third on, the lists are read whole. */
	verdictOn(agentId: string): Promise<Verdict> {
		const verdict = this.verdicts.get(agentId) ?? this.judge(agentId, this.verdicts.size >= singleQueries);
		this.verdicts.set(agentId, verdict);
		return verdict;
	}

	private async judge(agentId: string, isOneOfMany: boolean): Promise<Verdict> {
		const listed = isOneOfMany ? verdictIn(agentId, await this.read(agentId, true)) : undefined;
		// A list may leave out what it finds by its id.
		return listed === undefined || isAbsent(listed) ? verdictIn(agentId, await this.read(agentId, false)) : listed;
	}

	/** Reads the lists one after the other, until one shows the agent as published. */
	private async read(agentId: string, isWhole: boolean): Promise<Reads> {
		const ask = <Row extends Listed>(list: AgentList<Row>) => (isWhole ? list.all() : list.with(agentId));
		const branchedFirst = this.prefersBranched ? await ask(this.branched) : undefined;
		if (branchedFirst?.rows.get(agentId)?.IsAvailable === true) return { branched: branchedFirst };
		const older = await ask(this.older);
		if (publicationIn(agentIn(agentId, { older })).published === true) return { older };
		const branched = branchedFirst ?? (await ask(this.branched));
		this.prefersBranched ||= !older.rows.has(agentId) && branched.rows.has(agentId);
		return { older, branched };
	}
}

interface Listed {
	readonly AgentId?: string | null | undefined;
}

interface Read<Row> {
	readonly rows: ReadonlyMap<string, Row>;
	/** How many rows the list counts and does not show. */
	readonly missing: number;
	/** Why the list could not be read. */
	readonly error?: ApiError;
}

interface Reads {
	readonly older?: Read<AgentRow>;
	readonly branched?: Read<BranchedAgentRow>;
}

function keyOf({ AgentId }: Listed): string {
	return AgentId ?? "";
}

function agentIn(agentId: string, { older, branched }: Reads): Agent {
	return { agentId, older: older?.rows.get(agentId), branched: branched?.rows.get(agentId) };
}

function isAbsent(verdict: Verdict): boolean {
	return verdict.is === "uncertain" && verdict.words === absent;
}

const absent = "is in neither list of the account's agents";

function verdictIn(agentId: string, reads: Reads): Verdict {
	const agent = agentIn(agentId, reads);
	const { published, status } = publicationIn(agent);
	if (published === true) return { is: "published" };
	const isListed = agent.older !== undefined || agent.branched !== undefined;
	const error = reads.older?.error ?? reads.branched?.error;
	if (!isListed && error !== undefined) return { is: "unread", error };
	if (!isListed) return { is: "uncertain", words: absent };
	const words = [
		...(agent.older === undefined ? [] : [`is ${status ? `"${status}"` : "without a state"} in PageQueryAgentList`]),
		...(agent.branched === undefined
			? []
			: [availabilities.get(agent.branched.IsAvailable) ?? "has no known state in PageQueryAgentListNew"]),
		...(error === undefined ? [] : ["the other list could not be read"]),
	].join(", and ");
	return { is: published === false && error === undefined ? "unpublished" : "uncertain", words };
}

const availabilities = new Map<unknown, string>([[false, "has no published version in PageQueryAgentListNew"]]);

/** One of the two lists. */
class AgentList<Row extends Listed> {
	private whole: Promise<Read<Row>> | undefined;
	private readonly single = new Map<string, Promise<Read<Row>>>();
	private failed: ApiError | undefined;
	/** The first query. If it fails, so would others, which therefore wait for it. */
	private first: Promise<unknown> | undefined;
	private readonly query: (filter: Readonly<Record<string, string>>) => Promise<Rows<Row>>;

	constructor(query: (filter: Readonly<Record<string, string>>) => Promise<Rows<Row>>) {
		this.query = query;
	}

	/** Every row. */
	all(): Promise<Read<Row>> {
		this.whole ??= this.read({});
		return this.whole;
	}

	/** The row with this id, perhaps beside others. */
	with(AgentId: string): Promise<Read<Row>> {
		const read = this.single.get(AgentId) ?? this.read({ AgentId });
		this.single.set(AgentId, read);
		return read;
	}

	private async read(filter: Readonly<Record<string, string>>): Promise<Read<Row>> {
		const isFirst = this.first === undefined;
		if (!isFirst) await this.first;
		if (this.failed !== undefined) return { rows: new Map(), missing: 0, error: this.failed };
		const read = this.readNow(filter);
		if (isFirst) this.first = read;
		return read;
	}

	private async readNow(filter: Readonly<Record<string, string>>): Promise<Read<Row>> {
		try {
			const { rows, missing } = await this.query(filter);
			const named = rows.flatMap((row): [string, Row][] => (row.AgentId ? [[row.AgentId, row]] : []));
			return { rows: new Map(named), missing: missing + rows.length - named.length };
		} catch (error) {
			if (!isApiError(error)) throw error;
			this.failed = error;
			return { rows: new Map(), missing: 0, error };
		}
	}
}
