import { part } from "../definition/part";

/** The version of this package. */
export function version(): string {
	return String(part(require("pulumi-aiccs/package.json"), "version"));
}
