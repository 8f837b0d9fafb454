import type { Property } from "./model";

/** Names that other products and people give to what a property says, without their spelling: small letters only. */
const words: Readonly<Partial<Record<Property, string>>> = {
	agentId: "bot botid robot robotid assistant assistantid agentcode voiceagent voiceagentid",
	virtualNumber:
		"callerid callernum callingnumber fromnumber showphone shownumber displaynumber outboundnumber outboundcallnumber serviceinstance serviceinstanceid instancenumber",
	callDay: "days weekdays daysofweek dayofweek workdays workingdays calldate",
	callTime:
		"windows timewindow timewindows callwindow callwindows callingwindow callingwindows hours callhours callinghours businesshours workinghours workinghour workingtime timeranges",
	taskStartTime: "startat startsat startdate begintime scheduledtime scheduletime scheduledat launchtime launchat",
	missCallRetry: "retry retries enableretry autoretry ringagain recall redial recallenabled",
	callRetryReason: "retryconditions ringagainreasons ringagainreason recallreason recallreasons retryon",
	callRetryTimes:
		"retrytimes ringagaintimes ringagaincount maxretries maxretry maxretrytimes maxretrycount recalltimes recallcount redialtimes numretries retrynumber maxattempts maxattemptsperday attempts",
	callRetryInterval:
		"ringagaininterval recallinterval redialinterval retrydelay retryminutes retryintervalminutes minintervalminutes waitbetweenretries",
	taskCps:
		"cps concurrency concurrent concurrentcalls concurrencylimit maxconcurrency maxconcurrent maxconcurrentcalls maxconcurrentconversation maxconcurrentcount concurrencycount parallelism parallelcalls maxparallel callspersecond maxcallspersecond maxcps rate ratelimit maxcalls",
	applicationCode: "appcode applicationid appid",
	callExpireType: "expiretype expirytype",
	callExpireMinutes: "ttl timetolive expireafter expiryminutes expirationminutes validminutes",
	callExpireDate:
		"enddate endtime endat endsat stoptime stopat expiredate expirydate expirationdate expireat expiresat expiretime deadline validuntil",
	runState: "state status desiredstatus desiredstate running paused enabled",
	onDestroy: "ondelete deletionpolicy deletepolicy",
	adoptTaskId: "importid existingtaskid adopt",
};

interface Elsewhere {
	readonly words: string;
	readonly advice: string;
}

const onTheClockOfChina =
	"Remove it: days and windows are always on the clock of Asia/Shanghai (UTC+8). Convert the times to that clock.";

/** What is no property at all, and where it belongs. */
const elsewhere: readonly Elsewhere[] = [
	{
		words:
			"phonenumbers phonenumber phonenumberlist phones phone phonelist mobile mobiles mobilenumber mobilenumbers telephone telephones numbers number numberlist numberdata numberdatas tasknumberdatas callednumber callednumbers callee callees calleelist calleenumber calleenumbers contact contacts contactlist contactid recipient recipients customer customers customerlist audience leads people target targets targetnumbers tonumber tonumbers jobs jobfile jobgroup excelfile ossfilename",
		advice:
			"Remove it: the numbers to call are not part of a task. They are imported into it (console, or ImportTaskNumberDatas with the taskId output). The number that places the calls is virtualNumber.",
	},
	{
		words:
			"prompt prompttext systemprompt script scriptid greeting opening openingline welcomemessage voice voicecode voiceid tts ttsvoicecode ttsconfig model modelname language llm",
		advice: "Remove it: what the agent says, and in which voice, belongs to the agent (agentId).",
	},
	{
		words: "callback callbackurl webhook webhookurl notifyurl notification notifications receipt receipturl",
		advice: "Remove it: where receipts go is set in the console, for the whole account.",
	},
	{
		words: "region regionid endpoint profile accesskey accesskeyid accesskeysecret secretkey securitytoken",
		advice: "Remove it: it belongs to the configuration of the stack (pulumi config set aiccs:...).",
	},
];

const advices: ReadonlyMap<string, string> = new Map(
	elsewhere.flatMap((one) => one.words.split(" ").map((word): [string, string] => [word, one.advice])),
);

const meant: ReadonlyMap<string, Property> = new Map(
	Object.entries(words).flatMap(([property, list]) =>
		list.split(" ").map((word): [string, Property] => [word, property as Property]),
	),
);

function plain(key: string): string {
	return key.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The property that goes by another name elsewhere. */
export function propertyFor(key: string): Property | undefined {
	return meant.get(plain(key));
}

/** The fix for a time zone, which neither a task nor a window has. */
export function zoneAdviceFor(key: string): string | undefined {
	return /timezone|utcoffset|^(?:tz|zone|zoneid|gmt|offset)$/.test(plain(key)) ? onTheClockOfChina : undefined;
}

/** The fix for a key of a task that is no property and has no counterpart. */
export function adviceFor(key: string): string | undefined {
	return zoneAdviceFor(key) ?? advices.get(plain(key));
}

const windowWords: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		["from", "begin", "begins", "begintime", "open", "opens", "since"].map((word) => [word, "startTime"]),
	),
	...Object.fromEntries(
		["to", "until", "till", "finish", "finishtime", "stop", "stoptime", "close", "closes"].map((word) => [
			word,
			"endTime",
		]),
	),
};

/** The part of a window that goes by another name elsewhere. */
export function windowPartFor(key: string): string | undefined {
	return windowWords[plain(key)];
}
