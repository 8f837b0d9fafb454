/**
 * What `require("pulumi-aiccs/dynamic")` answers: a dynamic resource provider. State written by every version of this
 * package reaches its code by this name, so neither the name nor these signatures ever change.
 */
import { isDeepStrictEqual } from "node:util";
import type { dynamic } from "@pulumi/pulumi";
import { type Finding, sentence } from "../../definition/finding";
import type { Context } from "../../run/context";
import { OwnerUrn, ownerKey } from "../../run/owner";
import { check as checkTask } from "../../tasks/check";
import { create as createTask } from "../../tasks/create";
import { remove as removeTask } from "../../tasks/delete";
import { hasChanged } from "../../tasks/diff";
import { read as readTask } from "../../tasks/read";
import { update as updateTask } from "../../tasks/update";
import { watchEngine, worldOf } from "../context";
import { declaredIn, type EngineValues, fromEngine, keptInputs, toEngine } from "./engine-values";
import type { EngineWatch } from "./engine-watch";
import { leaveFindings } from "./findings-file";

type Values = Record<string, unknown>;
type Configuration = (key: string) => string | undefined;

let configuration: Configuration = () => undefined;
let world: Context | undefined;
let watch: EngineWatch | undefined;

function engine(): EngineWatch {
	watch ??= watchEngine();
	return watch;
}
/** The inputs in the state of each resource that has been checked. */
const inputsBefore = new Map<string, Values>();

function context(): Context {
	world ??= worldOf((key) => configuration(key), engine());
	return world;
}

/** Keeps what the stack configures. It neither waits nor fails: the engine calls the other methods at once. */
export async function configure({ config }: dynamic.ConfigureRequest): Promise<void> {
	configuration = (key) => config.get(key);
	engine();
}

export async function check(olds: EngineValues, news: EngineValues): Promise<dynamic.CheckResult<Values>> {
	const { definition, owner, isPreview, findingsFile, provider } = declaredIn(news);
	const { definition: before, owner: ownerBefore } = declaredIn(olds);
	// A refresh that finds drift leaves no owner in the inputs: the engine would show that as a change too.
	if (ownerBefore !== "") inputsBefore.set(ownerKey(owner), before);
	const findings = await checkTask(context(), {
		owner: OwnerUrn.parse(owner),
		isPreview,
		olds: Object.keys(before).length === 0 ? undefined : before,
		news: definition,
	});
	// The owner is kept in every resource's state: as short as it can be.
	const inputs = { ...keptInputs(news), __provider: provider, __owner: ownerKey(owner) };
	if (findingsFile !== undefined && isLeft(findingsFile, findings)) return { inputs };
	const errors = findings.filter(({ severity }) => severity === "error");
	// The engine prints the value of a property that a failure names, secret or not.
	return { inputs, failures: errors.map((finding) => ({ property: "", reason: sentence(finding) })) };
}

/** Hands findings to the program; where that fails, the check has to fail for its errors. */
function isLeft(file: string, findings: readonly Finding[]): boolean {
	try {
		leaveFindings(file, findings);
		return true;
	} catch (thrown) {
		const reason = thrown instanceof Error ? thrown.message : String(thrown);
		context().log(`Warnings of this preview are not shown, and errors end it one by one: ${reason}`);
		return false;
	}
}

export async function diff(id: string, olds: EngineValues, news: EngineValues): Promise<dynamic.DiffResult> {
	const { definition, owner } = declaredIn(news);
	// A replacement is checked next, as if there were no task yet: it has to know its own.
	context().run.hold(id, owner);
	const { changed, replacing } = hasChanged(context(), id, fromEngine(olds), definition);
	const changes = { replaces: [...replacing], deleteBeforeReplace: true };
	return changed && replacing.length === 0 && isSeenByEngine(owner, definition)
		? changes
		: { changes: changed, ...changes };
}

/**
 * Whether the engine finds a change by itself when it is not told of one: then it knows which properties have changed,
 * and `replaceOnChanges` holds. It compares inputs, where we compare with what the task was last seen to be.
 */
function isSeenByEngine(owner: string, definition: Values): boolean {
	const before = inputsBefore.get(ownerKey(owner));
	return before !== undefined && !isDeepStrictEqual(before, definition);
}

export async function create(inputs: EngineValues): Promise<dynamic.CreateResult<Values>> {
	const { definition, owner, provider } = declaredIn(inputs);
	const { taskId, outputs, incomplete } = await plainly(() => createTask(context(), ownerKey(owner), definition));
	if (incomplete === undefined) return { id: taskId, outs: toEngine(outputs) };
	// The engine keeps the resource with its id and finishes it with the next update.
	throw Object.assign(new Error(incomplete.message), {
		id: taskId,
		properties: toEngine({ ...outputs, __provider: provider }),
		reasons: [incomplete.message],
	});
}

export async function read(id: string, props: EngineValues = {}): Promise<dynamic.ReadResult<Values>> {
	const olds = fromEngine(props);
	const found = await plainly(() => readTask(context(), id, olds));
	if (found === undefined) return { id: "", props: {} };
	const { definition, drifted, progress } = found;
	return {
		id,
		props: toEngine({ ...definition, ...progress }),
		// Without any, the engine keeps the inputs that it has.
		...(drifted && { inputs: toEngine({ ...definition, __provider: olds.__provider }) }),
	};
}

export async function update(
	id: string,
	olds: EngineValues,
	news: EngineValues,
): Promise<dynamic.UpdateResult<Values>> {
	const { definition } = declaredIn(news);
	const outs = await plainly(() => updateTask(context(), { taskId: id, olds: fromEngine(olds), news: definition }));
	return { outs: toEngine(outs) };
}

async function remove(id: string, props: EngineValues): Promise<void> {
	await plainly(() => removeTask(context(), id, fromEngine(props)));
}

export { remove as delete };

/** Only an error's message reaches the user, and any `id` on it would be taken for a half-made resource. */
async function plainly<T>(action: () => Promise<T>): Promise<T> {
	try {
		return await engine().during(action);
	} catch (thrown) {
		const plain = new Error(thrown instanceof Error ? thrown.message : String(thrown));
		plain.stack = "";
		throw plain;
	}
}

({ configure, check, diff, create, read, update, delete: remove }) satisfies dynamic.ResourceProvider;
