/**
 * What `require("pulumi-aiccs/dynamic")` answers: a dynamic resource provider. State written by every version of this
 * package reaches its code by this name, so neither the name nor these signatures ever change.
 */
import type { dynamic } from "@pulumi/pulumi";
import { check as checkTask } from "../lifecycle/check";
import type { Context } from "../lifecycle/context";
import { create as createTask } from "../lifecycle/create";
import { hasChanged } from "../lifecycle/has-changed";
import { ownerKey } from "../lifecycle/owner-key";
import { read as readTask } from "../lifecycle/read";
import { remove as removeTask } from "../lifecycle/remove";
import { update as updateTask } from "../lifecycle/update";
import { sentence } from "../model/finding";
import type { EngineWatch } from "./engine-watch";
import { fromEngine, hiddenInputs, toEngine, visible } from "./wire-values";
import { watchEngine, worldOf } from "./world";

type Values = Record<string, unknown>;
type Configuration = (key: string) => string | undefined;

let configuration: Configuration = () => undefined;
let world: Context | undefined;
let watch: EngineWatch | undefined;

function engine(): EngineWatch {
	watch ??= watchEngine();
	return watch;
}

function context(): Context {
	world ??= worldOf((key) => configuration(key), engine());
	return world;
}

/** Keeps what the stack configures. It neither waits nor fails: the engine calls the other methods at once. */
export async function configure({ config }: dynamic.ConfigureRequest): Promise<void> {
	configuration = (key) => config.get(key);
	engine();
}

export async function check(olds: Values, news: Values): Promise<dynamic.CheckResult<Values>> {
	const { owner, isPreview } = hiddenInputs(news);
	const before = visible(fromEngine(olds));
	const findings = await checkTask(context(), {
		owner,
		isPreview,
		olds: Object.keys(before).length === 0 ? undefined : before,
		news: visible(fromEngine(news)),
	});
	const { __preview, __findings, ...inputs } = news;
	// The owner is kept in every resource's state: as short as it can be.
	const kept = { ...inputs, __owner: ownerKey(owner) };
	if (isPreview)
		return { inputs: findings.length === 0 ? kept : { ...kept, __findings: toEngine({ findings }).findings } };
	const errors = findings.filter(({ severity }) => severity === "error");
	// The engine prints the value of a property that a failure names, secret or not.
	return { inputs: kept, failures: errors.map((finding) => ({ property: "", reason: sentence(finding) })) };
}

export async function diff(id: string, olds: Values, news: Values): Promise<dynamic.DiffResult> {
	// A replacement is checked next, as if there were no task yet: it has to know its own.
	context().run.hold(id, hiddenInputs(news).owner);
	const { changed, replacing } = hasChanged(context(), id, fromEngine(olds), fromEngine(news));
	const hasFindings = news.__findings !== undefined;
	return { changes: changed || hasFindings, replaces: [...replacing], deleteBeforeReplace: true };
}

export async function create(inputs: Values): Promise<dynamic.CreateResult<Values>> {
	const { owner } = hiddenInputs(inputs);
	const { taskId, outputs, incomplete } = await plainly(() => createTask(context(), owner, visible(inputs)));
	if (incomplete === undefined) return { id: taskId, outs: toEngine(outputs) };
	// The engine keeps the resource with its id and finishes it with the next update.
	throw Object.assign(new Error(incomplete.message), {
		id: taskId,
		properties: { ...toEngine(outputs), __provider: inputs.__provider },
		reasons: [incomplete.message],
	});
}

export async function read(id: string, props: Values = {}): Promise<dynamic.ReadResult<Values>> {
	const found = await plainly(() => readTask(context(), id, fromEngine(props)));
	if (found === undefined) return { id: "", props: {} };
	const { definition, drifted, progress } = found;
	return {
		id,
		props: toEngine({ ...definition, ...progress }),
		// Without any, the engine keeps the inputs that it has.
		...(drifted && { inputs: toEngine({ ...definition, __provider: props.__provider }) }),
	};
}

export async function update(id: string, olds: Values, news: Values): Promise<dynamic.UpdateResult<Values>> {
	const { owner } = hiddenInputs(news);
	const outs = await plainly(() =>
		updateTask(context(), { taskId: id, owner, olds: fromEngine(olds), news: visible(news) }),
	);
	return { outs: toEngine(outs) };
}

async function remove(id: string, props: Values): Promise<void> {
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
