import { accountIn } from "../definition/account";
import type { Definition } from "../definition/define-resource";
import { error, errorsIn, type Finding, note } from "../definition/finding";
import { propertyIn } from "../definition/path";
import { type Checked, type Raw, unknown, type Values, withUnknown } from "../definition/values";
import type { Context } from "../run/context";
import { launchFindings } from "../run/launch";
import { noAccount } from "../run/no-account";
import { type OwnerKey, type OwnerUrn, ownerKeyOf } from "../run/owner";
import type { Declared, Resource } from "../run/resource";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";

export interface CheckRequest {
	readonly owner: OwnerUrn;
	readonly news: Raw;
	/** The inputs in the state; `undefined` for a resource that is being created or replaced. */
	readonly olds: Raw | undefined;
	/** The resource whose id it uses. */
	readonly belongsTo?: OwnerUrn | undefined;
	/** The ids of those that it belonged to before. */
	readonly former?: readonly string[];
}

/** What the diff of a resource has to check if it finds a change, by the resources whose inputs are as in the state. */
const launches = new WeakMap<Context, Map<OwnerKey, () => Promise<readonly Finding[]>>>();

/** What a check has found, and the question to the account that follows it. */
export interface CheckResult {
	/** Found without the service. */
	readonly findings: readonly Finding[];
	/**
	 * Queries the account in previews and, if launches have a limit, about those. Names are not queried in an update: a
	 * resource that is being replaced still has its name now, and the creation checks again.
	 */
	fromAccount(isPreview: boolean): Promise<readonly Finding[]>;
}

/** Everything that the user should know before anything is sent. */
export async function check<T extends Values<T>, S>(
	resource: Resource<T, S>,
	context: Context,
	{ isPreview, ...request }: CheckRequest & { readonly isPreview: boolean },
): Promise<readonly Finding[]> {
	const { findings, fromAccount } = await checkDeclared(resource, context, request);
	return [...findings, ...(await fromAccount(isPreview))];
}

/** Checks a declared resource. Sends nothing. */
export async function checkDeclared<T extends Values<T>, S>(
	resource: Resource<T, S>,
	context: Context,
	{ owner: urn, news, olds, belongsTo, former = [] }: CheckRequest,
): Promise<CheckResult> {
	const { definition } = resource;
	const { claims } = context;
	const isNew = olds === undefined;
	const owner = claims.declare(urn, isNew);
	claims.recordDeclared(owner, {
		inputs: news,
		belongsTo: belongsTo && ownerKeyOf(belongsTo),
		meaning: () => definition.meaning(definition.formed(news)),
	});
	// A replaced resource is checked again, as if it were new.
	const replaced = isNew ? claims.inputsBefore(owner) : undefined;
	if (olds !== undefined) claims.recordInputs(owner, olds);
	const { findings, inputs } = definition.check(news, {
		now: context.now(),
		isNew: isNew && (definition.adoptedBy === undefined || news.get(definition.adoptedBy) === undefined),
	});
	const recorded = olds && definition.recorded(olds);
	const isChanged = recorded === undefined || definition.isDeclaredOtherwise(recorded, news);
	const declared = { owner, news: inputs, olds: recorded, replaced: replaced && definition.recorded(replaced), former };
	// Do not repeat warnings for unchanged resources in every run.
	const claimed = await resource.declare?.(context, { ...declared, news: definition.formed(news) });
	const unknownAccount = accountFindings(definition, { inputs, before: olds ?? replaced }, context);
	const found = [...findings, ...unknownAccount, ...(claimed ?? [])].filter(
		({ severity }) => severity === "error" || isChanged,
	);
	const asked = { resource, context, declared: withoutErrors(declared, found) };
	return {
		findings: found,
		async fromAccount(isPreview) {
			const question = { ...asked, isPreview };
			if (isChanged) return reportingErrors(question, () => fromAccount(question));
			const others = launches.get(context) ?? new Map();
			launches.set(
				context,
				others.set(owner, () => reportingErrors(question, () => launchOf(question))),
			);
			return [];
		},
	};
}

/**
 * The launch of a resource whose inputs are as in the state, and which an update changes nevertheless: its task has
 * drifted, or an earlier run did not finish. Only the diff finds that out, after the check.
 */
export async function checkUnchanged(context: Context, owner: OwnerKey): Promise<readonly Finding[]> {
	return (await launches.get(context)?.get(owner)?.()) ?? [];
}

interface Asked<T, S> {
	readonly resource: Resource<T, S>;
	readonly context: Context;
	readonly declared: Declared<T>;
	readonly isPreview: boolean;
}

async function fromAccount<T, S>(asked: Asked<T, S>): Promise<readonly Finding[]> {
	const { resource, context, declared, isPreview } = asked;
	// Which account to query is not known, or an error says that there is none.
	if (hasUnknownAccount(asked)) return [];
	// Also throws if the configuration is invalid.
	const isOffline = isPreview && context.settings().offlinePreview && resource.preview !== undefined;
	if (isOffline) return notQueried(context, declared.owner);
	const previewed = isPreview ? await resource.preview?.(context, declared) : [];
	return [...(previewed ?? []), ...(await launchOf(asked))];
}

async function launchOf<T, S>(asked: Asked<T, S>): Promise<readonly Finding[]> {
	const { resource, context, declared, isPreview } = asked;
	if (hasUnknownAccount(asked)) return [];
	const { launchLimit, offlinePreview } = context.settings();
	if (launchLimit === undefined || (isPreview && offlinePreview)) return [];
	const launch = await resource.launch?.(context, declared);
	return launch === undefined ? [] : launchFindings(context, launch, isPreview);
}

function hasUnknownAccount<T, S>({ resource, declared }: Pick<Asked<T, S>, "resource" | "declared">): boolean {
	const { account } = resource.definition;
	return account !== undefined && declared.news[account] === unknown;
}

/** Accounts that the configuration does not have: that of the resource, and the one that it was in before. */
function accountFindings<T>(
	definition: Pick<Definition<T>, "account">,
	{ inputs, before }: { readonly inputs: Checked<T>; readonly before: Raw | undefined },
	context: Context,
): Finding[] {
	const { account } = definition;
	if (account === undefined) return [];
	const named = typeof inputs[account] === "string" ? noAccount(context) : undefined;
	if (named !== undefined) return [error(account, named.problem, named.fix)];
	const former = before === undefined ? undefined : accountIn(definition, before);
	if (former === undefined || noAccount(context.of(former)) === undefined) return [];
	const problem =
		"has changed, and aiccs:accounts no longer has the former account, without which nothing is sent there.";
	const fix = `Add it again under its name, ${former}. If only its name has changed, one update with both names is enough.`;
	return [error(account, problem, fix)];
}

/** Do not query the account about properties with errors. */
function withoutErrors<T>(declared: Declared<T>, findings: readonly Finding[]): Declared<T> {
	const errors = errorsIn(findings);
	return { ...declared, news: withUnknown(declared.news, new Set(errors.map(({ path }) => propertyIn(path)))) };
}

function notQueried({ accountName, claims, settings }: Context, owner: OwnerKey): Finding[] {
	const unchecked = settings().launchLimit === undefined ? "and adoptions, are" : "adoptions and launches are";
	const line = `${accountName === undefined ? "The account" : `The account ${accountName}`} was not queried (${settings().named("aiccs:offlinePreview")}): whether names are taken, ${unchecked} unchecked.`;
	return claims.isFirst("offline preview", owner) ? [note("", line)] : [];
}

/** An error that concerns the whole program is reported once. */
async function reportingErrors<T, S>(
	{ context: { claims, settings }, declared: { owner }, isPreview }: Asked<T, S>,
	ask: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
	try {
		return await ask();
	} catch (thrown) {
		if (!(thrown instanceof ConfigurationError) && !isApiError(thrown)) throw thrown;
		if (isPreview && !claims.isFirst("account unreachable", owner)) return [];
		// No key helps if the configuration itself cannot be read.
		const fix = isPreview && isReadable(settings) ? settings().named(withoutTheAccount) : "";
		return [error("", thrown.message, fix)];
	}
}

const withoutTheAccount = "To preview without querying the account: pulumi config set aiccs:offlinePreview true";

function isReadable(settings: Context["settings"]): boolean {
	try {
		settings();
		return true;
	} catch {
		return false;
	}
}
