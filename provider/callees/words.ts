import type { Words } from "../definition/words";
import type { CalleeList } from "./model";

/** Other names for the properties of a list. */
const synonyms: Words<CalleeList>["synonyms"] = {
	taskId: "task campaign campaignid aicalltask aicalltaskid",
	source:
		"file files csv path numbers callees people contacts recipients phonenumbers phonenumberlist audience sourcefile asset",
	columns: "mapping headers fields columnmapping header variables",
	doNotCall: "dnc blocklist blacklist suppression suppressions exclude excluded optout optouts donotcalllist",
	first: "limit sample canary top take",
	atMost: "max maximum maxcount limitcount maxcallees",
	callAgain: "recall redial reimport callagainafterreplacement",
	encryptionType: "encryption hash hashing",
	onDestroy: "ondelete deletionpolicy deletepolicy",
};

export const words: Words<CalleeList> = {
	synonyms,
	elsewhere: [
		{
			words: "callday calltime taskcps misscallretry callretrytimes callretryinterval agentid virtualnumber",
			advice: "Remove it: it belongs to the AiCallTask.",
		},
		{
			words: "outid",
			advice: 'Remove it: an outId belongs to a person. Name its column: columns: { "<header>": "outId" }.',
		},
	],
};
