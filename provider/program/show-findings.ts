import * as pulumi from "@pulumi/pulumi";
import { closingLine } from "../definition/closing-line";
import type { Finding } from "../definition/finding";
import { resourceLabel, resourceLabels } from "../definition/resource-label";
import type { Preview } from "./preview";
import { shownMoment, shownValue, withoutSecrets } from "./redaction";
import type { ResourceFacts } from "./resource-facts";
import { keepAlive, ownsProcess } from "./runtime";
import { aliasOption, formerUrns, ownerText } from "./urn";

/**
 * Ends a preview with findings. The engine ends a deployment at the first failure, so every resource shows its findings
 * and throws this. Pulumi prints it once, as it is one object, and without a stack.
 */
const ending = new pulumi.RunError(closingLine);
ending.stack = "";

/** A registered resource, whose check may leave findings in a file. */
export interface Registration {
	readonly facts: ResourceFacts;
	readonly resource: pulumi.CustomResource;
	readonly owner: Promise<string>;
	readonly preview: Preview;
	readonly file: string;
}

interface Registered extends Omit<Registration, "owner" | "file"> {
	readonly owner: string;
	readonly urn: string;
}

/** Shows what the check of a resource finds in a preview. */
export function showFindings({ owner, file, ...known }: Registration): void {
	const { resource, preview } = known;
	owner.then(
		(text) => preview.resources.set(text, resource),
		() => {},
	);
	const shown = resource.urn.apply((urn) => {
		const findings = preview.findings.take(file);
		if (findings.length === 0) return;
		return keepAlive(async () => showAll({ ...known, owner: await owner, urn }, findings));
	});
	// A registration that fails gives no URN.
	pulumi.isSecret(shown).catch(() => preview.findings.drop(file));
}

async function showAll(registered: Registered, findings: readonly Finding[]): Promise<void> {
	let hasError = false;
	for (const finding of findings) {
		const found = await inThisStack(registered, finding);
		if (found === undefined) continue;
		await show(registered, found);
		hasError ||= found.severity === "error";
	}
	if (hasError) end(registered.preview);
}

/**
 * Fails the preview. A program with its own process fails only by an error. An Automation API program fails by an error
 * in its log, and an error thrown here would reach the other stacks of its process.
 */
function end(preview: Preview): void {
	if (ownsProcess()) throw ending;
	if (preview.isClosed) return;
	preview.isClosed = true;
	void pulumi.log.error(closingLine);
}

/** The finding as it reads in this stack, by the stack's last state; `undefined` when it does not apply here. */
async function inThisStack(registered: Registered, finding: Finding): Promise<Finding | undefined> {
	const { facts, resource, urn, preview } = registered;
	const { holder } = finding;
	if (holder === undefined) return finding;
	const holding = await preview.holderOf(facts, holder.id);
	if (holding === undefined) return holder.report === "ifAnothers" ? undefined : finding;
	if (holding === urn || (await formerUrns(resource)).includes(holding)) {
		return holder.ifOwn && { ...finding, ...holder.ifOwn };
	}
	if (holder.report === "ifUnmanaged") return undefined;
	const isDeclared = preview.resources.has(ownerText(holding));
	const another = { urn: holding, aliasOption: aliasOption(holding, urn), isDeclared };
	return { ...finding, ...facts.heldInStack(finding, another) };
}

/** Shows a finding under every resource that it concerns. */
async function show({ facts, resource, owner, preview }: Registered, finding: Finding): Promise<void> {
	const { path, problem, fix, severity, others = [] } = finding;
	const subject = path === "" ? "" : `${path}${await shownValue(resource, path)} `;
	const about = `${problem} ${fix}`.trim();
	// Only these repeat what the account returned. In other words, a gap would give a secret away.
	const mayRepeat = path === "" || finding.holder !== undefined;
	const moment = facts.properties.moments.includes(path) ? await shownMoment(resource, path) : "";
	await log(severity, `${subject}${mayRepeat ? await withoutSecrets(resource, about) : about}${moment}`, resource);
	// The others were checked before, without this one.
	for (const other of others) {
		const problemOfOther = problem.replace(resourceLabels(others), () => resourceLabel(owner));
		await log(severity, `${subject}${problemOfOther} ${fix}`, preview.resources.get(other));
	}
}

function log(severity: Finding["severity"], text: string, resource?: pulumi.Resource): Promise<void> {
	const write = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info }[severity];
	return write(text, resource);
}
