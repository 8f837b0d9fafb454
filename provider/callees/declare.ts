import { accountIn, partsOf, unknownAccount } from "../definition/account";
import { error, type Finding, warning } from "../definition/finding";
import { resourceLabels } from "../definition/resource-label";
import { unknown } from "../definition/values";
import type { Context } from "../run/context";
import { noAccount } from "../run/no-account";
import type { Declared } from "../run/resource";
import { declaredTask } from "./declared-task";
import { knownList, listDefinition } from "./definition";
import { quotedList } from "./files/faults";
import type { CalleeList } from "./model";
import { rosterOf } from "./rosters";

/** The place of the one list that a task has, by the task's id or the task's resource. */
export function placeOf(task: string): string {
	return `callees of ${task}`;
}

/** Conflicts with the other lists of the program, and what is wrong with the files. */
export async function declareList(context: Context, declared: Declared<CalleeList>): Promise<readonly Finding[]> {
	const conflicts = [
		...declaredTwice(context, declared),
		...otherEncryption(declared),
		...otherAccount(context, declared),
		...forgottenAccounts(context, declared),
	];
	return conflicts.length > 0 ? conflicts : filesOf(context, declared);
}

function declaredTwice({ claims }: Context, { owner, news: { taskId } }: Declared<CalleeList>): Finding[] {
	const { belongsTo } = claims.declaredInputs(owner) ?? {};
	const tasks = [belongsTo, taskId].filter((task) => typeof task === "string");
	const others = tasks.map((task) => claims.claimPlace(placeOf(task), owner)).filter((one) => one !== undefined);
	const [other] = others;
	if (other === undefined) return [];
	const problem = `is also the task of ${resourceLabels([other])}.`;
	return [error("taskId", problem, "Put all files into the source of one list: a task has one.", { others: [other] })];
}

function otherEncryption({ olds, news }: Declared<CalleeList>): Finding[] {
	if (olds === undefined || !listDefinition.differs(olds, news, "encryptionType")) return [];
	const problem = "cannot be changed: the people who are imported already could not be recognized.";
	return [error("encryptionType", problem, "Declare a new task with a list of its own.")];
}

/** A list is in the account of its task, and no task changes its account. */
function otherAccount(context: Context, { owner, olds, news }: Declared<CalleeList>): Finding[] {
	const { account, taskId } = news;
	if (account === unknown) return [];
	const place = context.of(account);
	const task = declaredTask(context, owner);
	const its = task && accountIn(listDefinition, task.inputs);
	if (task !== undefined && its !== unknownAccount && context.of(its) !== place) {
		return [error("account", "is not the account of the task.", "Give the list the same account as its task.")];
	}
	if (olds === undefined || olds.taskId !== taskId || context.of(olds.account) === place) return [];
	const problem = "has changed, and taskId has not: a task is in one account.";
	return [error("account", problem, "Give the taskId of a task in that account, or the former account.")];
}

/** Earlier tasks of a list that has moved are read in their accounts, or people would be called twice. */
function forgottenAccounts({ of }: Context, { olds, news, former }: Declared<CalleeList>): Finding[] {
	if (news.account === unknown) return [];
	// The check itself reports the account that the list was in until now.
	const earlier = former.filter((task) => partsOf(task).account !== olds?.account);
	const lost = earlier.find((task) => noAccount(of(partsOf(task).account)) !== undefined);
	if (lost === undefined) return [];
	const { id, account } = partsOf(lost);
	const problem = `cannot be decided: aiccs:accounts no longer has the account of task ${id}, which had the list before, so it is not known whom that task has called.`;
	const fix = `Add the account again, under the name ${account} or as another name of the account that the list has now; or declare a new list for people whom that task has not called.`;
	return [error("account", problem, fix)];
}

/** What is wrong with the files. Files that have not changed were checked before. */
async function filesOf(context: Context, { owner, olds, news }: Declared<CalleeList>): Promise<readonly Finding[]> {
	const names = ["source", "doNotCall", "columns", "first", "atMost"] as const;
	if (olds !== undefined && names.every((name) => !listDefinition.differs(olds, news, name))) return [];
	const list = knownList(news);
	if (list === undefined) return [];
	const { findings, variables } = await rosterOf(context, list);
	const isEngineTask = declaredTask(context, owner)?.inputs.get("source") === 1;
	return isEngineTask ? [...findings, ...withoutPrefix(variables)] : findings;
}

function withoutPrefix(variables: ReadonlySet<string>): Finding[] {
	const names = [...variables].filter((name) => !/^(?:startWordParam|promptParam|bizParam)\./.test(name));
	if (names.length === 0) return [];
	const problem = `has variables without a prefix (${quotedList(names)}), and the task is one of an engine (source 1).`;
	const fix = "Give them names in columns that begin with startWordParam., promptParam. or bizParam.";
	return [warning("source", problem, fix)];
}
