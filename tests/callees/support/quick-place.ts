import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccountTasks } from "../../../provider/run/account-tasks";
import { Claims } from "../../../provider/run/claims";
import type { Context } from "../../../provider/run/context";
import { Journal } from "../../../provider/run/journal";
import { type ApiError, isApiError } from "../../../provider/service/api-error";
import type { Api } from "../../../provider/service/client";
import type { Operation } from "../../../provider/service/operations";
import { dataOf } from "../../../provider/service/requests/answer";
import { apiErrorOf } from "../../../provider/service/requests/api-error-of";
import { settingsOf } from "../../../provider/service/settings";
import { AnswerLost, type Settings, type Simulator, startSimulator } from "../../../simulator";

/** Monday, 2026-01-05, 10:00 in Shanghai. */
const mondayMorning = Date.parse("2026-01-05T10:00:00+08:00");

/** How often a request is sent again that may be repeated. */
const repetitions = 6;

type Parameters = Readonly<Record<string, string>>;

/** What happens around the calls of one provider process. */
export interface Around {
	/** Called before the request reaches the service. */
	before?(action: string, parameters: Parameters): void | Promise<void>;
	/** Called after the service has executed the request, also when its answer is lost. */
	after?(action: string, parameters: Parameters): void | Promise<void>;
}

export interface ProcessOptions {
	readonly around?: Around;
	/** The folder of the journal; a new one is a machine without memory. */
	readonly journal?: string;
	readonly listLagSeconds?: number;
	/** More configuration of the stack. */
	readonly configuration?: Readonly<Record<string, string>>;
	/** Milliseconds that each call takes. */
	readonly callMillis?: number;
	readonly engineIsGone?: () => boolean;
	/** Tasks that this process has created. */
	readonly newTasks?: readonly string[];
}

/** An account whose time moves only when someone waits or calls: thousands of runs a minute, and each repeats exactly. */
export interface QuickPlace {
	readonly simulator: Simulator;
	readonly folder: string;
	readonly lines: string[];
	now(): number;
	/** Moves time on. */
	wait(seconds: number): void;
	/** A new provider process. */
	newContext(options?: ProcessOptions): Context;
	/** A folder for the journal of a machine that remembers nothing. */
	newJournal(): string;
	close(): Promise<void>;
}

export async function openQuickPlace(settings: Partial<Settings> = {}, seed = 1): Promise<QuickPlace> {
	let time = mondayMorning;
	let journals = 0;
	const now = () => time;
	const simulator = await startSimulator({ now, realNow: now, seed, settings });
	const folder = mkdtempSync(join(tmpdir(), "aiccs-callees-"));
	const lines: string[] = [];
	const log = (line: string) => void lines.push(line);
	const newJournal = () => join(folder, `journal-${++journals}`);
	const shared = newJournal();
	const move = (milliseconds: number) => {
		time += milliseconds;
	};
	return {
		simulator,
		folder,
		lines,
		now,
		wait: (seconds) => move(seconds * 1000),
		newJournal,
		newContext({ around = {}, journal = shared, listLagSeconds = 10, callMillis = 0, ...process } = {}) {
			const { engineIsGone = () => false, newTasks = [], configuration = {} } = process;
			const keys: Readonly<Record<string, string | undefined>> = {
				"aiccs:listLagSeconds": String(listLagSeconds),
				...configuration,
			};
			const settingsOfStack = settingsOf((key) => keys[key]);
			const api = quickApi(simulator, around, () => move(callMillis));
			const claims = new Claims();
			for (const taskId of newTasks) claims.recordCreated(taskId);
			const context: Context = {
				accountName: undefined,
				of: () => context,
				all: () => [context],
				api,
				account: new AccountTasks(api),
				claims,
				journal: new Journal(journal, log, () => []),
				settings: () => settingsOfStack,
				engineIsGone,
				isInterrupted: () => false,
				now,
				sleep: async (milliseconds) => move(milliseconds),
				log,
			};
			return context;
		},
		async close() {
			await simulator.stop();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The client of the service, without connection, signature and queue. */
export function quickApi(simulator: Simulator, around: Around, passTime: () => void): Api {
	async function once<T>(operation: Operation<T>, parameters: Parameters): Promise<T> {
		const { action } = operation;
		await around.before?.(action, parameters);
		passTime();
		try {
			const answer = await simulator.perform(action, parameters);
			if (answer.status >= 200 && answer.status < 300) return dataOf(operation, { ...answer, parameters });
			throw refusalIn(answer);
		} catch (thrown) {
			throw apiErrorOf(operation, thrown instanceof AnswerLost ? lost : thrown, { parameters, exchange: mayBeSent });
		} finally {
			await around.after?.(action, parameters);
		}
	}
	return {
		async call(operation, parameters) {
			for (let left = repetitions; ; left--) {
				try {
					return await once(operation, parameters);
				} catch (error) {
					if (left === 0 || !isApiError(error) || !mayRepeat(operation, error)) throw error;
				}
			}
		},
	};
}

const mayBeSent = { wasCreated: true, mayHaveBeenSent: true };
const lost = { name: "Error", code: "ECONNRESET", message: "socket hang up" };

function mayRepeat({ mayRepeat }: Pick<Operation<unknown>, "mayRepeat">, { outcome }: ApiError): boolean {
	return outcome === "throttled" || (outcome === "unclear" && mayRepeat);
}

/** What the vendor's client throws for an answer with an HTTP status of an error. */
function refusalIn({ status, body }: { readonly status: number; readonly body: string }): unknown {
	if (!body.startsWith("{")) return new SyntaxError("Unexpected token '<'");
	const { Code, Message, RequestId } = JSON.parse(body);
	return { name: "Error", code: Code, message: Message, statusCode: status, data: { Message, RequestId } };
}
