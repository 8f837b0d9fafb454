import * as pulumi from "@pulumi/pulumi";
import { knownValue } from "./known-value";
import type { Finding } from "./model/finding";
import { resourceLabel } from "./model/resource-label";
import { currentPreview, type Preview } from "./preview";
import { shownValue, withoutSecrets } from "./shown-values";

const closing = "Nothing was sent to the service. Fix the problems listed under the resources, then preview again.";

/**
 * What ends a preview with findings. The engine ends a deployment at the first failure, so findings are shown as they
 * come and this is thrown for each: being one object without a stack, it is printed once.
 */
const ending = new pulumi.RunError(closing);
ending.stack = "";

interface Declared {
	readonly resource: pulumi.CustomResource;
	readonly owner: string;
	readonly preview: Preview;
}

/** Shows what the check of a resource found in a preview. */
export function showFindings(resource: pulumi.CustomResource, owner: Promise<string>): void {
	const preview = currentPreview();
	const found: pulumi.Output<Finding[]> = Reflect.get(resource, "__findings");
	void owner.then((text) => preview.resources.set(text, resource));
	found.apply(async (findings) => {
		const text = await owner;
		let isFaulty = false;
		for (const finding of findings) {
			if ((await show({ resource, owner: text, preview }, finding)) === "error") isFaulty = true;
		}
		if (isFaulty) end(preview);
	});
}

/**
 * Fails the preview. A program of its own process fails by an error alone. A program inside another one (Automation
 * API) fails by having logged errors, and an error thrown at large would reach the stacks beside it.
 */
function end(preview: Preview): void {
	if (process.env.PULUMI_NODEJS_MONITOR !== undefined) throw ending;
	if (preview.isEnding) return;
	preview.isEnding = true;
	void pulumi.log.error(closing);
}

/** Shows a finding, under every resource that it concerns. Answers how, if it concerns any. */
async function show(declared: Declared, finding: Finding): Promise<Finding["severity"] | undefined> {
	const { resource, owner, preview } = declared;
	const found = await inThisStack(declared, finding);
	if (found === undefined) return undefined;
	const { path, problem, fix, severity, others = [] } = found;
	const subject = path === "" ? "" : `${path}${await shownValue(resource, path)} `;
	const about = `${problem} ${fix}`.trim();
	// In words of ours that nothing has been added to, a word left out would give a secret away.
	const repeats = path === "" || finding.holder !== undefined;
	await say(severity, `${subject}${repeats ? await withoutSecrets(resource, about) : about}`, resource);
	// The other resource was checked before this one: it learns of the problem only now.
	for (const other of others) {
		await say(severity, `${subject}is also declared by ${resourceLabel(owner)}. ${fix}`, preview.resources.get(other));
	}
	return severity;
}

/** The finding as it reads for this stack, whose last state may hold the task that it is about; nothing if it is no concern. */
async function inThisStack({ resource, preview }: Declared, finding: Finding): Promise<Finding | undefined> {
	const { holder, fix } = finding;
	if (holder === undefined) return finding;
	const urn = (await preview.holders()).get(holder.taskId);
	if (urn === undefined) return holder.report === "ifAnothers" ? undefined : finding;
	if (urn === (await knownValue(resource.urn))) return holder.ifOwn && { ...finding, ...holder.ifOwn };
	const name = urn.slice(urn.lastIndexOf("::") + "::".length);
	return {
		...finding,
		fix: `${fix} That task belongs to resource ${resourceLabel(urn)} of this stack. If this is the same resource under a new name, add the option aliases: [{ name: "${name}" }]; if "${name}" gives the name up, let it do so in a run of its own first.`,
	};
}

function say(severity: Finding["severity"], text: string, resource?: pulumi.Resource): Promise<void> {
	const speak = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info }[severity];
	return speak(text, resource);
}
