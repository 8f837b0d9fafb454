import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { id, integer, json, requiredText } from "../parameters";
import { mustFindTask } from "./find-task";

export const importOneTaskPhoneNumber = operation({
	action: "ImportOneTaskPhoneNumber",
	parameters: z.object({
		TaskId: id,
		PhoneNumber: requiredText,
		OutId: z.string().max(128, "It is at most 128 characters long.").optional(),
		Variables: json(z.record(z.string(), z.unknown())).optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(world, { TaskId, PhoneNumber, OutId, Variables = {}, EncryptionType }) {
		const task = mustFindTask(world, TaskId);
		const variables = Object.fromEntries(Object.entries(Variables).map(([name, value]) => [name, String(value)]));
		const number = { phoneNumber: PhoneNumber, outId: OutId, variables };
		const { details } = importNumbers(world, task, [number], EncryptionType);
		return { DetailId: details.map((detail) => BigInt(detail.id))[0] };
	},
});
