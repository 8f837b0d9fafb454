import * as pulumi from "@pulumi/pulumi";
import type { Finding } from "../definition/finding";
import { resourceLabel } from "../definition/resource-label";
import type { Preview } from "./preview";
import { shownMoment, shownValue, withoutSecrets } from "./redaction";
import { isProgramAlone, listenedTo } from "./runtime";
import { inThisStack } from "./stack-holder";

const closing = "Nothing was sent to the service. Fix the problems listed under the resources, then preview again.";

/**
 * What ends a preview with findings. The engine ends a deployment at the first failure, so findings are shown as they
 * come and this is thrown for each: being one object without a stack, it is printed once.
 */
const ending = new pulumi.RunError(closing);
ending.stack = "";

/** A resource of the program whose check left findings in a file. */
export interface Checked {
	readonly resource: pulumi.CustomResource;
	readonly owner: Promise<string>;
	readonly preview: Preview;
	readonly file: string;
}

interface Declared {
	readonly resource: pulumi.CustomResource;
	readonly owner: string;
	readonly urn: string;
	readonly preview: Preview;
}

/** Shows what the check of a resource found in a preview. */
export function showFindings({ resource, owner, preview, file }: Checked): void {
	owner.then(
		(text) => preview.resources.set(text, resource),
		() => {},
	);
	const shown = resource.urn.apply((urn) => {
		const findings = preview.findings.take(file);
		if (findings.length === 0) return;
		return listenedTo(async () => showAll({ resource, owner: await owner, urn, preview }, findings));
	});
	// A registration that fails has a URN neither.
	pulumi.isSecret(shown).catch(() => preview.findings.drop(file));
}

async function showAll(declared: Declared, findings: readonly Finding[]): Promise<void> {
	let isFaulty = false;
	for (const finding of findings) {
		const severity = await show(declared, finding);
		isFaulty ||= severity === "error";
	}
	if (isFaulty) end(declared.preview);
}

/**
 * Fails the preview. A program of its own process fails by an error alone. A program inside another one (Automation
 * API) fails by having logged errors, and an error thrown at large would reach the stacks beside it.
 */
function end(preview: Preview): void {
	if (isProgramAlone()) throw ending;
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
	const moment = await shownMoment(resource, path);
	await say(severity, `${subject}${repeats ? await withoutSecrets(resource, about) : about}${moment}`, resource);
	// The other resource was checked before this one: it learns of the problem only now.
	for (const other of others) {
		await say(
			severity,
			`${subject}is also ${path === "adoptTaskId" ? "adopted" : "declared"} by ${resourceLabel(owner)}. ${fix}`,
			preview.resources.get(other),
		);
	}
	return severity;
}

function say(severity: Finding["severity"], text: string, resource?: pulumi.Resource): Promise<void> {
	const speak = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info }[severity];
	return speak(text, resource);
}
