import { z } from "zod";
import { importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { integer, jsonWithDigits, requiredText, text } from "../parameters";
import { seededRandom } from "../random";
import { invalidParameter, missingParameter } from "../refusals";
import { currentTask } from "./current-task";
import { applyImportRules, checkMayImport } from "./import-rules";
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
	run(service, { TaskId, DataType, PhoneNumberList, EncryptionType }, isAnswerLost) {
		const { settings } = service;
		if (DataType === "EXCEL") throw invalidParameter(settings, "DataType", "The API can import JSON only.");
		if (PhoneNumberList === undefined) throw missingParameter(settings, "PhoneNumberList");
		const task = currentTask(service, TaskId);
		checkMayImport(service, task, "ImportTaskNumberDatas");
		const { numbers } = applyImportRules(service, task, PhoneNumberList, "PhoneNumberList", EncryptionType);
		const isPart = isAnswerLost && settings.importOnLostAnswer === "part";
		const imported = isPart ? partOf(numbers, `${service.seed}/${TaskId}/${task.calls?.batches.size ?? 0}`) : numbers;
		const { batchId } = importNumbers(service, task, imported, EncryptionType);
		return BigInt(batchId);
	},
});

/** Some of the rows, by the key: never all of them, nor the first ones only. One row is taken or not. */
function partOf<Row>(rows: readonly Row[], key: string): readonly Row[] {
	const random = seededRandom(key);
	for (;;) {
		const isTaken = rows.map(() => random() < 0.5);
		const firstMissing = isTaken.indexOf(false);
		if (rows.length < 2 || (firstMissing >= 0 && isTaken.lastIndexOf(true) > firstMissing)) {
			return rows.filter((_, index) => isTaken[index]);
		}
	}
}
