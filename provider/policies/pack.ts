import type { EnforcementLevel, PolicyPack, ResourceValidationPolicy } from "@pulumi/policy";
import { accountConcurrency } from "./account-concurrency";
import { agents } from "./agents";
import { callingHours } from "./calling-hours";
import { contactPressure } from "./contact-pressure";
import { doNotCall } from "./do-not-call";
import { listSize } from "./list-size";
import { names } from "./names";
import { lists, policyOn, tasks } from "./policy";
import { pulumiPolicy } from "./pulumi-policy";

/**
 * The policies, for a policy pack: `new PolicyPack("campaigns", { policies: [...aiccsPolicies()] })`. Limits and
 * enforcement levels come from the configuration of the pack.
 */
export function aiccsPolicies(): ResourceValidationPolicy[] {
	return [
		policyOn(tasks, callingHours(Date.now)),
		policyOn(tasks, accountConcurrency()),
		policyOn(tasks, contactPressure),
		policyOn(tasks, names),
		policyOn(tasks, agents),
		policyOn(lists, listSize),
		policyOn(lists, doNotCall),
	];
}

/** Starts a policy pack of these policies alone. `enforcementLevel` is for policies whose configuration has none. */
export function startAiccsPolicyPack(name = "aiccs", enforcementLevel: EnforcementLevel = "advisory"): PolicyPack {
	const { PolicyPack } = pulumiPolicy();
	return new PolicyPack(name, { policies: aiccsPolicies(), enforcementLevel });
}
