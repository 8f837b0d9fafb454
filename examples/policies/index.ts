import { PolicyPack, validateResourceOfType } from "@pulumi/policy";
import { AiCallTask } from "pulumi-aiccs";
import { aiccsPolicies } from "pulumi-aiccs/policies";

new PolicyPack("campaign-policies", {
	policies: [
		...aiccsPolicies(),
		{
			name: "campaigns-run-by-program",
			description: "The program decides whether a campaign runs.",
			validateResource: validateResourceOfType(AiCallTask, (task, _args, reportViolation) => {
				if (task.runState === undefined) reportViolation('Set runState to "running" or "stopped".');
			}),
		},
	],
});
