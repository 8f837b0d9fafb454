import * as pulumi from "@pulumi/pulumi";
import type { AiCallTaskArgs } from "./ai-call-task-args";
import type { Finding } from "./model/finding";
import { nameOf, urnOf } from "./owner";
import { currentPreview, type Preview } from "./preview";

/**
 * The one error that ends a preview with findings. The engine ends a deployment at the first failure, so findings are
 * shown as they come and this is thrown for each: being one object without a stack, it is printed once.
 */
const ending = new pulumi.RunError("Nothing was sent to the service. Mend what is said above, then preview again.");
ending.stack = "";

interface Declared {
	readonly resource: pulumi.CustomResource;
	readonly owner: string;
	readonly args: AiCallTaskArgs;
	readonly preview: Preview;
}

/** Shows what the check of a resource found in a preview. */
export function showFindings(
	resource: pulumi.CustomResource,
	owner: pulumi.Output<string>,
	args: AiCallTaskArgs,
): void {
	const preview = currentPreview();
	const found: pulumi.Output<Finding[] | undefined> = Reflect.get(resource, "__findings");
	owner.apply((text) => preview.resources.set(text, resource));
	pulumi.all([found, owner]).apply(async ([findings = [], text]) => {
		const declared = { resource, owner: text, args, preview };
		let isFaulty = false;
		for (const finding of findings) {
			if (!(await show(declared, finding))) continue;
			isFaulty ||= finding.severity === "error";
		}
		if (isFaulty) throw ending;
	});
}

/** Shows a finding, under every resource that it concerns. Answers whether it concerns any. */
async function show(declared: Declared, finding: Finding): Promise<boolean> {
	const { resource, owner, args, preview } = declared;
	const { path, problem, fix, severity, others = [] } = finding;
	const holder = await holderOf(declared, finding);
	if (holder === "not a concern") return false;
	const place = path === "" ? "" : `${path}${await shownValue(path, args)}: `;
	await say(severity, `${place}${problem} ${fix}${holder}`.trim(), resource);
	// The other resource was checked before this one: it learns of the problem only now.
	for (const other of others) {
		const mirrored = `${path}: is also declared by "${nameOf(owner)}". ${fix}`;
		await say(severity, mirrored, preview.resources.get(other));
	}
	return true;
}

/** What to add when the task of the account is one of this stack's; its own task is no concern of a resource. */
async function holderOf({ owner, preview }: Declared, { holder }: Finding): Promise<string> {
	if (holder === undefined) return "";
	const urn = (await preview.holders()).get(holder.taskId);
	const isOwn = urn === urnOf(owner);
	if (isOwn || (urn === undefined && holder.report === "ifAnothers")) return "not a concern";
	if (urn === undefined) return "";
	const name = nameOf(urn);
	return ` That task belongs to resource "${name}" of this stack. If this is the same resource under a new name, add the option aliases: [{ name: "${name}" }]; if "${name}" gives the name up, let it do so in a run of its own first.`;
}

function say(severity: Finding["severity"], text: string, resource?: pulumi.Resource): Promise<void> {
	const speak = { error: pulumi.log.error, warning: pulumi.log.warn, note: pulumi.log.info }[severity];
	return speak(text, resource);
}

/** ` = <value>`, or nothing where there is no value, it is long, or any part of the property is a secret. */
async function shownValue(path: string, args: AiCallTaskArgs): Promise<string> {
	const [property = "", ...rest] = path.split(/[.[\]]+/).filter((part) => part !== "");
	const whole: pulumi.Output<unknown> = pulumi.output<unknown>(Reflect.get(args, property));
	if (await pulumi.isSecret(whole)) return "";
	return new Promise((resolve) => {
		whole.apply((value) => {
			const at = rest.reduce<unknown>((inner, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined), value);
			const text = JSON.stringify(at);
			resolve(text === undefined || text.length > 120 ? "" : ` = ${text}`);
		});
	});
}

function isObject(value: unknown): value is object {
	return typeof value === "object" && value !== null;
}
