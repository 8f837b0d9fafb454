import { UnknownAccount } from "../service/configuration-error";
import type { Context } from "./context";

/** Why the account of a context does not exist; `undefined` if it does. Queries report other faults of the configuration. */
export function noAccount({ settings }: Pick<Context, "settings">): UnknownAccount | undefined {
	try {
		settings();
		return undefined;
	} catch (thrown) {
		return thrown instanceof UnknownAccount ? thrown : undefined;
	}
}
