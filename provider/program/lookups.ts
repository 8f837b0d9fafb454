import * as pulumi from "@pulumi/pulumi";
import type { openLookups } from "../shells/program/index";
import { isMocked, keepAlive } from "./runtime";

/** Which account a lookup asks. */
export interface LookupOptions {
	/** The name of an account in `aiccs:accounts`. Unset, it is the stack's own. */
	readonly account?: string | undefined;
}

/** What a lookup with an output as its answer waits for. */
export interface LookupOutputOptions extends LookupOptions {
	/** Resources that must exist first. In the preview that creates them, the answer is not known. */
	readonly dependsOn?: pulumi.CustomResource | readonly pulumi.CustomResource[];
}

/** Arguments that may be outputs. */
export type InputsOf<T> = { readonly [K in keyof T]: pulumi.Input<T[K]> };

interface Answer<R> {
	readonly result: R;
	readonly warning?: string;
}

/** The lookups of one run of a program. */
interface OpenLookups {
	isOffline(account: string | undefined): boolean;
	/** The type of a lookup's answer is printed from the table of lookups. */
	answer<R>(name: string, args: object, account: string | undefined): Promise<Answer<R>>;
}

/** By `require`, and late: it loads the service, and most programs have no lookup. */
function load(): { readonly openLookups: (...means: Parameters<typeof openLookups>) => OpenLookups } {
	return require("../shells/program/index");
}

/** By stack: an Automation API program may run several stacks, and each several times, in one process. */
const runs = new WeakMap<pulumi.Resource, OpenLookups>();

function currentRun(): OpenLookups {
	const stack = pulumi.runtime.getStackResource();
	const known = stack && runs.get(stack);
	if (known !== undefined) return known;
	const configuration = pulumi.runtime.allConfig();
	const opened = load().openLookups({
		get: (key) => configuration[key],
		isPreview: pulumi.runtime.isDryRun(),
		log: (line) => void pulumi.log.info(line),
	});
	if (stack !== undefined) runs.set(stack, opened);
	return opened;
}

/** Asks the account. Under mocks, their `call` answers. */
export function lookUp<R>(name: string, args: object, { account }: LookupOptions = {}): Promise<R> {
	if (isMocked()) return pulumi.runtime.invoke(`aiccs:index:${name}`, { ...args });
	return reporting(async () => {
		const run = currentRun();
		if (run.isOffline(account)) {
			throw new Error(
				`${name} asks the account, and aiccs:offlinePreview is true. Remove it with: pulumi config rm aiccs:offlinePreview; or use ${name}Output, whose answer is then not known in a preview.`,
			);
		}
		const { result, warning } = await run.answer<R>(name, args, account);
		if (warning !== undefined) await pulumi.log.warn(warning);
		return result;
	});
}

/** The same with arguments that may be outputs, and an answer that is one. */
export function lookUpOutput<R>(
	name: string,
	args: object,
	{ dependsOn = [], ...options }: LookupOutputOptions = {},
): pulumi.Output<R> {
	const ids = pulumi.all([dependsOn].flat().map(({ id }) => id));
	const known = pulumi.all([pulumi.output<object>(args), ids, isKnowable(options)]);
	return known.apply(([given]) => lookUp<R>(name, given, options));
}

/** Not known in a preview that does not query the account. */
function isKnowable({ account }: LookupOptions): pulumi.Output<unknown> {
	try {
		return pulumi.output<unknown>(!isMocked() && currentRun().isOffline(account) ? pulumi.unknown : true);
	} catch {
		// The lookup reports what is wrong with the configuration.
		return pulumi.output<unknown>(true);
	}
}

/** An Automation API program has to be kept alive, and a program shows the stack of every other error. */
async function reporting<T>(action: () => Promise<T>): Promise<T> {
	try {
		return await keepAlive(action);
	} catch (error) {
		throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
	}
}
