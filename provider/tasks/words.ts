import type { Words } from "../definition/words";
import type { AiCallTask } from "./model";

/** Other names for the properties of a task, from other products and common use. */
const synonyms: Words<AiCallTask>["synonyms"] = {
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

/** Names of things that are not part of a task, and where they are configured. */
const elsewhere: Words<AiCallTask>["elsewhere"] = [
	{
		words:
			"phonenumbers phonenumber phonenumberlist phones phone phonelist mobile mobiles mobilenumber mobilenumbers telephone telephones numbers number numberlist numberdata numberdatas tasknumberdatas callednumber callednumbers callee callees calleelist calleenumber calleenumbers contact contacts contactlist contactid recipient recipients customer customers customerlist audience leads people target targets targetnumbers tonumber tonumbers jobs jobfile jobgroup excelfile ossfilename",
		advice:
			"Remove it: the people to call are not part of a task. Declare a CalleeList with the task's taskId. The number that places the calls is virtualNumber.",
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

export const words: Words<AiCallTask> = { synonyms, elsewhere };
