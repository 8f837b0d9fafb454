import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { id, integer, jsonWithDigits, requiredText, text } from "../parameters";
import { admitNumbers } from "./admit-numbers";
import { mustFindTask } from "./find-task";
import { OUT_ID, VARIABLES } from "./imported-rows";

export const importOneTaskPhoneNumber = operation({
	action: "ImportOneTaskPhoneNumber",
	parameters: z.object({
		TaskId: id,
		PhoneNumber: requiredText,
		OutId: OUT_ID.optional(),
		Variables: jsonWithDigits(VARIABLES).optional(),
		/* Since 5.4.3. No answer of the service has a field for it. */
		Extension: text.optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(world, { TaskId, PhoneNumber, OutId, Variables, EncryptionType }) {
		const task = mustFindTask(world, TaskId);
		const number = { phoneNumber: PhoneNumber, outId: OutId, variables: Variables };
		const { numbers, held } = admitNumbers(world, task, [number], "PhoneNumber", EncryptionType);
		const [detail = held] = importNumbers(world, task, numbers, EncryptionType).details;
		return { DetailId: detail && BigInt(detail.id) };
	},
});
