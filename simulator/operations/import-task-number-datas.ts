import { z } from "zod";
import { type ImportedNumber, importNumbers } from "../calls/import-numbers";
import { operation } from "../operation";
import { integer, json, requiredText, text } from "../parameters";
import { invalidParameter, missingParameter } from "../refusals";
import { mustFindTask } from "./find-task";

/* Values of a map may come as JSON numbers from clients that have no reason to quote them. */
const VALUE = z.union([z.string(), z.number()]).transform(String);

const NUMBERS = z
	.array(z.record(z.string(), VALUE))
	.min(1)
	.max(1000, "It holds at most 1000 numbers.")
	.refine((rows) => rows.every(({ calleeNumber }) => calleeNumber), "Each number needs a calleeNumber.")
	.refine((rows) => rows.every(({ outId = "" }) => outId.length <= 128), "An outId is at most 128 characters long.");

export const importTaskNumberDatas = operation({
	action: "ImportTaskNumberDatas",
	parameters: z.object({
		TaskId: requiredText,
		DataType: z.enum(["EXCEL", "JSON"]),
		OssFileName: text.optional(),
		PhoneNumberList: json(NUMBERS).optional(),
		EncryptionType: integer(0, 3).optional(),
	}),
	run(world, { TaskId, DataType, PhoneNumberList, EncryptionType }) {
		const { settings } = world;
		if (DataType === "EXCEL") throw invalidParameter(settings, "DataType", "Only JSON can be imported by the API.");
		if (PhoneNumberList === undefined) throw missingParameter(settings, "PhoneNumberList");
		const task = mustFindTask(world, TaskId);
		const { batchId } = importNumbers(world, task, PhoneNumberList.map(toNumber), EncryptionType);
		return BigInt(batchId);
	},
});

function toNumber({ calleeNumber = "", outId, ...variables }: Record<string, string>): ImportedNumber {
	return { phoneNumber: calleeNumber, outId, variables };
}
