import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { integer, jsonWithDigits, requiredText, text } from "../parameters";
import { invalidParameter, missingParameter } from "../refusals";
import { currentTask } from "./current-task";
import { applyImportRules } from "./import-rules";
import { ImportedRows } from "./imported-rows";

export const importTaskNumberDatas = operation({
	action: "ImportTaskNumberDatas",
	parameters: z.object({
		TaskId: requiredText,
		DataType: z.enum(["EXCEL", "JSON"]),
		OssFileName: text.optional(),
		PhoneNumberList: jsonWithDigits(ImportedRows).optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(service, { TaskId, DataType, PhoneNumberList, EncryptionType }) {
		const { settings } = service;
		if (DataType === "EXCEL") throw invalidParameter(settings, "DataType", "The API can import JSON only.");
		if (PhoneNumberList === undefined) throw missingParameter(settings, "PhoneNumberList");
		const task = currentTask(service, TaskId);
		const { numbers } = applyImportRules(service, task, PhoneNumberList, "PhoneNumberList", EncryptionType);
		const { batchId } = importNumbers(service, task, numbers, EncryptionType);
		return BigInt(batchId);
	},
});
