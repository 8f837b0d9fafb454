import { flow } from "./flow";
import { github } from "./github";
import { gitlab } from "./gitlab";
import type { Job, SetUp, System, Trigger } from "./job";

export const systems: readonly System[] = [github, gitlab, flow];

/** What a project sets up once, under the names of all systems. */
export const setUp: SetUp = {
	PULUMI_BACKEND_URL: "file:///state",
	PULUMI_CONFIG_PASSPHRASE: "passphrase",
	STATE_ACCESS_KEY_ID: "state-id",
	STATE_ACCESS_KEY_SECRET: "state-secret",
	AWS_ACCESS_KEY_ID: "state-id",
	AWS_SECRET_ACCESS_KEY: "state-secret",
	PREVIEW_ROLE_ARN: "acs:ram::1:role/preview",
	CAMPAIGNS_ROLE_ARN: "acs:ram::1:role/campaigns",
	OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
};

/** The job of this name, which the trigger must start. */
export async function jobOf(
	system: System,
	trigger: Trigger,
	name: string,
	workspace: string,
	given = setUp,
): Promise<Job> {
	const jobs = await system.jobs(trigger, given, workspace);
	const job = jobs.find((one) => one.name === name);
	if (job === undefined)
		throw new Error(`${system.name} starts ${jobs.map((one) => one.name).join(", ") || "nothing"}.`);
	return job;
}
