// Written by `npm run schema`. Change the model, not this file.
import type { asset, Input, Output } from "@pulumi/pulumi";

/** What a callee list is declared with. */
export interface CalleeListArgs {
	/**
	 * Id of the task whose agent calls the list: the output `taskId` of an AiCallTask. An `IMMEDIATE` task begins with the first import, in its next call window. A task has one list.
	 *
	 * Form: the id as text, for example "118712345678901234".
	 *
	 * A change moves the list: who waits in the old task is withdrawn, and who was not called there is imported into the new one.
	 *
	 * Source: ImportTaskNumberDatas, API reference.
	 */
	taskId: Input<string>;
	/**
	 * Name of the account that has the task: the same as the property `account` of the task. Whom the tasks of the list in other accounts have called is still left out, so those accounts stay in the configuration.
	 *
	 * Form: the name of an account of aiccs:accounts, such as "emea".
	 *
	 * A change comes with another `taskId`, and moves the list to that task.
	 *
	 * Source: this provider.
	 */
	account?: Input<string | undefined> | undefined;
	/**
	 * The people to call: one or several CSV or JSON Lines files in UTF-8 or GB18030, one person a row, with a header. The state has the path and a hash of each file, and nothing of its content.
	 *
	 * Form: new pulumi.asset.FileAsset("<path>"), or a list of them.
	 *
	 * A change imports who is new, and withdraws who is gone and still waits; no one is imported twice.
	 *
	 * Source: this provider.
	 */
	source: Input<asset.FileAsset | Input<asset.FileAsset>[]>;
	/**
	 * Header of the file to `calleeNumber`, `outId` (at most 128 characters; receipts repeat it) or the name of a variable of the agent; the variables of engine tasks (`source` 1) begin with `startWordParam.`, `promptParam.` or `bizParam.`. Without it, the vendor's names and usual names of a column of numbers are recognized. Other columns are variables under their own name.
	 *
	 * Form: a map such as { "Mobile": "calleeNumber", "Customer": "outId", "Name": "name" }.
	 *
	 * A change imports who is new, and withdraws who is gone and still waits; no one is imported twice.
	 *
	 * Source: ImportTaskNumberDatas, API reference.
	 */
	columns?: Input<Record<string, Input<string>> | undefined> | undefined;
	/**
	 * Numbers that are never imported, and are withdrawn where they wait in the task, whoever imported them: CSV, JSON Lines, or one number a line.
	 *
	 * Form: new pulumi.asset.FileAsset("<path>"), or a list of them.
	 *
	 * A change imports who is new, and withdraws who is gone and still waits; no one is imported twice.
	 *
	 * Source: this provider.
	 */
	doNotCall?: Input<asset.FileAsset | Input<asset.FileAsset>[] | undefined> | undefined;
	/**
	 * Import only so many people: a fair sample, which is the same in each run. A larger number later imports more of them; a smaller one withdraws who still waits.
	 *
	 * Form: a whole number from 1 to 10000000.
	 *
	 * A change imports who is new, and withdraws who is gone and still waits; no one is imported twice.
	 *
	 * Source: this provider.
	 */
	first?: Input<number | undefined> | undefined;
	/**
	 * More people than this are an error: it is probably the wrong file.
	 *
	 * Form: a whole number from 1 to 10000000.
	 *
	 * A change is only recorded.
	 *
	 * Source: this provider.
	 */
	atMost?: Input<number | undefined> | undefined;
	/**
	 * When the list moves to another task, as it does when its task is replaced: `true` imports also those whom the old task has called. Unset, they are left out.
	 *
	 * Form: true or false.
	 *
	 * A change is only recorded.
	 *
	 * Source: this provider.
	 */
	callAgain?: Input<boolean | undefined> | undefined;
	/**
	 * What the files have in place of numbers: 0 numbers, 1 their MD5, 2 their SHA-256, 3 their SM3, as hexadecimal digits. Also in `doNotCall`.
	 *
	 * Form: 0, 1, 2 or 3.
	 *
	 * A change is refused: the people who are imported already could not be recognized.
	 *
	 * Source: ImportTaskNumberDatas, API reference.
	 */
	encryptionType?: Input<0 | 1 | 2 | 3 | undefined> | undefined;
	/**
	 * What destroying the resource does: `withdraw` (unset) cancels who waits to be called; `leave` leaves them in the task.
	 *
	 * Form: withdraw or leave.
	 *
	 * A change is only recorded.
	 *
	 * Source: CancelAiCallDetails, API reference.
	 */
	onDestroy?: Input<"withdraw" | "leave" | undefined> | undefined;
}

/** What a refresh, or an update, last saw. */
export interface CalleeListProgress {
	/**
	 * Numbers in the task.
	 */
	readonly totalCount?: number | undefined;
	/**
	 * Numbers that wait to be called.
	 */
	readonly waitingCount?: number | undefined;
	/**
	 * Calls in progress.
	 */
	readonly callingCount?: number | undefined;
	/**
	 * Numbers reached.
	 */
	readonly succeedCount?: number | undefined;
	/**
	 * Numbers given up.
	 */
	readonly failedCount?: number | undefined;
}

/** What a program can read of a callee list. */
export interface CalleeListOutputs {
	/**
	 * Id of the task whose agent calls the list: the output `taskId` of an AiCallTask. An `IMMEDIATE` task begins with the first import, in its next call window. A task has one list.
	 */
	readonly taskId: Output<string>;
	/**
	 * Name of the account that has the task: the same as the property `account` of the task. Whom the tasks of the list in other accounts have called is still left out, so those accounts stay in the configuration.
	 */
	readonly account: Output<string | undefined>;
	/**
	 * The people to call: one or several CSV or JSON Lines files in UTF-8 or GB18030, one person a row, with a header. The state has the path and a hash of each file, and nothing of its content.
	 */
	readonly source: Output<asset.FileAsset | asset.FileAsset[]>;
	/**
	 * Header of the file to `calleeNumber`, `outId` (at most 128 characters; receipts repeat it) or the name of a variable of the agent; the variables of engine tasks (`source` 1) begin with `startWordParam.`, `promptParam.` or `bizParam.`. Without it, the vendor's names and usual names of a column of numbers are recognized. Other columns are variables under their own name.
	 */
	readonly columns: Output<Record<string, string> | undefined>;
	/**
	 * Numbers that are never imported, and are withdrawn where they wait in the task, whoever imported them: CSV, JSON Lines, or one number a line.
	 */
	readonly doNotCall: Output<asset.FileAsset | asset.FileAsset[] | undefined>;
	/**
	 * Import only so many people: a fair sample, which is the same in each run. A larger number later imports more of them; a smaller one withdraws who still waits.
	 */
	readonly first: Output<number | undefined>;
	/**
	 * More people than this are an error: it is probably the wrong file.
	 */
	readonly atMost: Output<number | undefined>;
	/**
	 * When the list moves to another task, as it does when its task is replaced: `true` imports also those whom the old task has called. Unset, they are left out.
	 */
	readonly callAgain: Output<boolean | undefined>;
	/**
	 * What the files have in place of numbers: 0 numbers, 1 their MD5, 2 their SHA-256, 3 their SM3, as hexadecimal digits. Also in `doNotCall`.
	 */
	readonly encryptionType: Output<0 | 1 | 2 | 3 | undefined>;
	/**
	 * What destroying the resource does: `withdraw` (unset) cancels who waits to be called; `leave` leaves them in the task.
	 */
	readonly onDestroy: Output<"withdraw" | "leave" | undefined>;
	/**
	 * People on the list: without duplicates and suppressed ones, and within `first`.
	 */
	readonly count: Output<number>;
	/**
	 * Rows of a person who is on the list already.
	 */
	readonly duplicates: Output<number>;
	/**
	 * People who are left out because of `doNotCall`.
	 */
	readonly suppressed: Output<number>;
	/**
	 * People who were withdrawn from the task before they were called.
	 */
	readonly withdrawn: Output<number>;
	/**
	 * People who are no longer on the list but had been called, or were being called.
	 */
	readonly tooLate: Output<number>;
	/**
	 * People on the list who are left out because an earlier task of the list has called them.
	 */
	readonly leftOut: Output<number>;
	/**
	 * Changes when the people of the list change.
	 */
	readonly fingerprint: Output<string>;
	/**
	 * What the task has done, as of the last refresh. Empty until then.
	 */
	readonly progress: Output<CalleeListProgress | undefined>;
}

/** The names of the properties. */
export const properties = {
	required: ["taskId", "source"],
	optional: ["account", "columns", "doNotCall", "first", "atMost", "callAgain", "encryptionType", "onDestroy"],
	moments: [],
	outputs: ["count", "duplicates", "suppressed", "withdrawn", "tooLate", "leftOut", "fingerprint", "progress"],
	id: "listId",
} as const;
