import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { id, integer, jsonWithDigits, requiredText, text } from "../parameters";
import { currentTask } from "./current-task";
import { applyImportRules, checkMayImport } from "./import-rules";
import { OutId, Variables } from "./imported-rows";

export const importOneTaskPhoneNumber = operation({
	action: "ImportOneTaskPhoneNumber",
	parameters: z.object({
		TaskId: id,
		PhoneNumber: requiredText,
		OutId: OutId.optional(),
		Variables: jsonWithDigits(Variables).optional(),
		// Added in SDK 5.4.3. No answer has a field for it.
		Extension: text.optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(service, { TaskId, PhoneNumber, EncryptionType, ...sent }) {
		const task = currentTask(service, TaskId);
		checkMayImport(service, task, "ImportOneTaskPhoneNumber");
		const number = { phoneNumber: PhoneNumber, outId: sent.OutId, variables: sent.Variables };
		const { numbers, existing } = applyImportRules(service, task, [number], "PhoneNumber", EncryptionType);
		const [detail = existing] = importNumbers(service, task, numbers, EncryptionType).details;
		return { DetailId: detail && BigInt(detail.id) };
	},
});
