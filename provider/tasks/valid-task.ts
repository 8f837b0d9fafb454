import { checkDefinition, type Definition } from "../definition/check";
import { InvalidInput } from "../definition/invalid-input";
import type { Context } from "../run/context";
import { AiCallTask } from "./model";

/** The definition as a task that may be sent: the last guard before the service, whatever was checked before. */
export function validTask(context: Context, definition: Definition): AiCallTask {
	const findings = checkDefinition(definition, { now: context.now(), isNew: false });
	const errors = findings.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new InvalidInput(errors);
	return AiCallTask.parse(definition);
}
