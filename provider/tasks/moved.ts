import type { Checked, Recorded } from "../definition/values";
import type { Context } from "../run/context";
import type { AiCallTask } from "./model";

type OfAccount = Pick<Checked<AiCallTask>, "account">;

/** True if the program declares the task in another account than it is in. Two names may be of the same account. */
export function isMoved(
	{ of }: Pick<Context, "of">,
	before: Pick<Recorded<AiCallTask>, "account">,
	{ account }: OfAccount,
): boolean {
	return before.account !== account && (typeof account === "symbol" || of(before.account) !== of(account));
}
