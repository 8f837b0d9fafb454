import { error, errorsIn, type Finding, note } from "../definition/finding";
import { propertyIn } from "../definition/path";
import { type Raw, type Values, withUnknown } from "../definition/values";
import type { Context } from "../run/context";
import { type OwnerKey, type OwnerUrn, ownerKeyOf } from "../run/owner";
import type { Declared, Resource } from "../run/resource";
import { isApiError } from "../service/api-error";
import { ConfigurationError } from "../service/configuration-error";

export interface CheckRequest {
	readonly owner: OwnerUrn;
	readonly news: Raw;
	/** The inputs in the state; `undefined` for a resource that is being created or replaced. */
	readonly olds: Raw | undefined;
	readonly isPreview: boolean;
	/** The resource whose id it uses. */
	readonly belongsTo?: OwnerUrn | undefined;
	/** The ids of those that it belonged to before. */
	readonly former?: readonly string[];
}

/**
 * Everything that the user should know before anything is sent. Queries the account only in previews: in an update, a
 * resource that is being replaced still has its name now, and the creation checks again.
 */
export async function check<T extends Values<T>, S>(
	resource: Resource<T, S>,
	context: Context,
	{ owner: urn, news, olds, isPreview, belongsTo, former = [] }: CheckRequest,
): Promise<readonly Finding[]> {
	const { definition } = resource;
	const { claims } = context;
	const isNew = olds === undefined;
	const owner = claims.declare(urn, isNew);
	claims.recordDeclared(owner, { inputs: news, belongsTo: belongsTo && ownerKeyOf(belongsTo) });
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
	const found = [...findings, ...(claimed ?? [])].filter(({ severity }) => severity === "error" || isChanged);
	if (!isChanged) return found;
	try {
		const { offlinePreview } = context.settings();
		if (!isPreview || resource.preview === undefined) return found;
		return [
			...found,
			...(offlinePreview
				? notQueried(context, owner)
				: await resource.preview(context, withoutErrors(declared, found))),
		];
	} catch (thrown) {
		return [...found, ...aboutTheProgram(context, { owner, isPreview }, thrown)];
	}
}

/** Do not query the account about properties with errors. */
function withoutErrors<T>(declared: Declared<T>, findings: readonly Finding[]): Declared<T> {
	const errors = errorsIn(findings);
	return { ...declared, news: withUnknown(declared.news, new Set(errors.map(({ path }) => propertyIn(path)))) };
}

function notQueried({ claims }: Context, owner: OwnerKey): Finding[] {
	const line =
		"The account was not queried (aiccs:offlinePreview): whether names are taken, and adoptions, are unchecked.";
	return claims.isFirst("offline preview", owner) ? [note("", line)] : [];
}

/** An error that concerns the whole program is reported once. */
function aboutTheProgram(
	{ claims }: Context,
	{ owner, isPreview }: { readonly owner: OwnerKey; readonly isPreview: boolean },
	thrown: unknown,
): Finding[] {
	if (!(thrown instanceof ConfigurationError) && !isApiError(thrown)) throw thrown;
	if (isPreview && !claims.isFirst("account unreachable", owner)) return [];
	const fix = isPreview ? "To preview without querying the account: pulumi config set aiccs:offlinePreview true" : "";
	return [error("", thrown.message, fix)];
}
