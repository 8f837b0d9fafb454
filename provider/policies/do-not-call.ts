import { z } from "zod";
import type { CalleeList } from "../callees/model";
import type { PolicyOf } from "./policy";

const name = "aiccs-do-not-call";

/** That the file is complete, no policy can see: the preview of the list reads it. */
export const doNotCall: PolicyOf<CalleeList, z.ZodObject<Record<never, never>, z.core.$strict>> = {
	name,
	description: "A list leaves out who does not want to be called.",
	configuration: z.strictObject({}),
	find: ({ isGiven }) =>
		isGiven("doNotCall")
			? []
			: [
					{
						problem: "doNotCall is not set.",
						limit: `Required: the numbers that must not be called (policy ${name}).`,
						fix: 'Set doNotCall: new pulumi.asset.FileAsset("<file>").',
					},
				],
};
