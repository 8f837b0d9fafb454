import { pulumiPolicy } from "./pulumi-policy";

// Says what to install when the package is loaded, and not first in a preview.
pulumiPolicy();

export { type CallingRule, callingRules, type Region } from "./calling-rules";
export { aiccsPolicies, startAiccsPolicyPack } from "./pack";
