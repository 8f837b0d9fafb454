/** A resource as a program's reader knows it, from its owner or URN: its name, and what it is part of. */
export function resourceLabel(owner: string): string {
	const [types = "", name = ""] = owner.split("::").slice(-2);
	const parents = types.split("$").slice(0, -1);
	return parents.length === 0 ? `"${name}"` : `"${name}" (in ${parents.join(", ")})`;
}
