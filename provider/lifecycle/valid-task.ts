import { AiCallTask } from "../model/ai-call-task";
import { checkDefinition, type Definition } from "../model/check-definition";
import type { Context } from "./context";
import { InvalidInput } from "./invalid-input";

/** The definition as a task that may be sent: the last guard before the service, whatever was checked before. */
export function validTask(context: Context, definition: Definition): AiCallTask {
	const findings = checkDefinition(definition, { now: context.now(), isNew: false });
	const errors = findings.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new InvalidInput(errors);
	return AiCallTask.parse(definition);
}
