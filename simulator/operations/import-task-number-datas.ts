import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { integer, jsonWithDigits, requiredText, text } from "../parameters";
import { invalidParameter, missingParameter } from "../refusals";
import { admitNumbers } from "./admit-numbers";
import { mustFindTask } from "./find-task";
import { IMPORTED_ROWS } from "./imported-rows";

export const importTaskNumberDatas = operation({
	action: "ImportTaskNumberDatas",
	parameters: z.object({
		TaskId: requiredText,
		DataType: z.enum(["EXCEL", "JSON"]),
		OssFileName: text.optional(),
		PhoneNumberList: jsonWithDigits(IMPORTED_ROWS).optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(world, { TaskId, DataType, PhoneNumberList, EncryptionType }) {
		const { settings } = world;
		if (DataType === "EXCEL") throw invalidParameter(settings, "DataType", "Only JSON can be imported by the API.");
		if (PhoneNumberList === undefined) throw missingParameter(settings, "PhoneNumberList");
		const task = mustFindTask(world, TaskId);
		const { numbers } = admitNumbers(world, task, PhoneNumberList, "PhoneNumberList", EncryptionType);
		const { batchId } = importNumbers(world, task, numbers, EncryptionType);
		return BigInt(batchId);
	},
});
