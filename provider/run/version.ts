import { z } from "zod";

const Package = z.object({ version: z.string() });

/** The version of this package. */
export function version(): string {
	return Package.parse(require("pulumi-aiccs/package.json")).version;
}
