import type { Definition } from "../../definition/define-resource";
import type { Finding } from "../../definition/finding";
import { propertyIn } from "../../definition/path";
import { resourceLabel, resourceLabels } from "../../definition/resource-label";
import { shownMoment, shownValue, withoutSecrets } from "../../definition/shown-value";
import type { Raw } from "../../definition/values";
import type { Claims } from "../../run/claims";
import type { OwnerKey } from "../../run/owner";
import type { Resource } from "../../run/resource";

/** A declared resource, and which of its values are secret. */
export interface Subject {
	readonly urn: string;
	readonly owner: OwnerKey;
	readonly inputs: Raw;
	readonly secrets: readonly string[];
}

/** A line of a finding, and the resource that shows it. */
export interface Line {
	readonly urn: string;
	readonly text: string;
}

/**
 * The finding as it reads in this stack; `undefined` when it does not apply. The engine shows a plugin no other resource,
 * so only those count that this run has seen.
 */
export function inThisStack<T, S>(
	{ heldByDeclared }: Pick<Resource<T, S>, "heldByDeclared">,
	claims: Claims,
	owner: OwnerKey,
	finding: Finding,
): Finding | undefined {
	const { holder } = finding;
	if (holder === undefined) return finding;
	if (claims.isOwnedBy(holder.id, owner)) return holder.ifOwn && { ...finding, ...holder.ifOwn };
	const another = claims.declaredOwnerOf(holder.id);
	if (another === undefined) return holder.report === "ifAnothers" ? undefined : finding;
	if (holder.report === "ifUnmanaged") return undefined;
	return { ...finding, ...heldByDeclared?.(finding, another) };
}

/** The lines of a finding, with the value that it is about unless that is a secret. */
export function linesOf<T>(
	{ properties }: Pick<Definition<T>, "properties">,
	subject: Subject,
	finding: Finding,
): Line[] {
	const { urn, inputs, secrets } = subject;
	const { path, problem, fix, others = [], holder } = finding;
	const property = propertyIn(path);
	const value = secrets.includes(property) ? undefined : inputs.get(property);
	const place = path === "" ? "" : `${path}${shownValue(path, value)} `;
	const about = `${problem} ${fix}`.trim();
	// Only these repeat what the account returned. In other words, a gap would give a secret away.
	const mayRepeat = path === "" || holder !== undefined;
	const hidden = secrets.map((name) => inputs.get(name));
	const isMoment = [...properties].some(([name, { kind }]) => name === path && kind === "instant");
	const text = `${place}${mayRepeat ? withoutSecrets(about, hidden) : about}${isMoment ? shownMoment(value) : ""}`;
	// The others were checked before, without this one.
	const problemOfOther = problem.replace(resourceLabels(others), () => resourceLabel(urn));
	return [{ urn, text }, ...others.map((other) => ({ urn: other, text: `${place}${problemOfOther} ${fix}` }))];
}
