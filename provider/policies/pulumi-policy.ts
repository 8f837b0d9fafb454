import type * as PulumiPolicy from "@pulumi/policy";
import { part } from "../definition/part";

/** The package `@pulumi/policy`, which only users of policies install. */
export function pulumiPolicy(): typeof PulumiPolicy {
	try {
		return require("@pulumi/policy");
	} catch (error) {
		// A file that is missing within the package is another error.
		if (part(error, "code") !== "MODULE_NOT_FOUND" || !/'@pulumi\/policy'/.test(String(error))) throw error;
		throw new Error(
			"pulumi-aiccs/policies requires the package @pulumi/policy, which is not installed. Install it in the folder of the policy pack: npm install @pulumi/policy",
			{ cause: error },
		);
	}
}
