import type { Declaration } from "./declaration";
import type { Raw } from "./values";

/** What no account is called: the account of a resource whose `account` is not known yet, or is no text. */
export const unknownAccount = "";

/** The name of a resource's account, by its inputs or outputs; `undefined` for the stack's own. */
export function accountIn<T>({ account }: Pick<Declaration<T>, "account">, values: Raw): string | undefined {
	const name = account === undefined ? undefined : values.get(account);
	if (name === undefined || name === null) return undefined;
	return typeof name === "string" ? name : unknownAccount;
}

/** The id of a resource in its account: ids may repeat between accounts. The id alone is one of the stack's own. */
export function placedId(id: string, account: string | undefined): string {
	return account === undefined ? id : `${id}@${account}`;
}

/** The parts of a placed id. */
export function partsOf(placed: string): { readonly id: string; readonly account: string | undefined } {
	const [id = "", account] = placed.split("@", 2);
	return { id, account };
}
