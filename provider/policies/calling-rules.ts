import type { CallWindow } from "../definition/call-window";
import { type Weekday, weekdays } from "../definition/shanghai-time";

/** Where a limit comes from. */
export interface Source {
	readonly title: string;
	/** Of the text or, where `read` is a quotation, of what quotes it. */
	readonly date: string;
	readonly url: string;
	/** `text`: the words of the source itself were read. `quotation`: only others who quote or report it. */
	readonly read: "text" | "quotation";
}

/** Days and hours, on the clock of the people who are called. */
export interface CallingHours {
	readonly callDay: readonly Weekday[];
	readonly callTime: readonly CallWindow[];
}

/** How often one person may be called: `atMost` calls within `minutes`, from the first of them on. */
export interface ContactLimit {
	readonly minutes: number;
	readonly atMost: number;
}

export interface CallingRule {
	/** The name of the region in a sentence. */
	readonly place: string;
	/** Of the people who are called: hours must be kept in all of them. */
	readonly timeZones: readonly string[];
	readonly hours: readonly CallingHours[];
	readonly source: Source;
	readonly contacts: readonly (ContactLimit & { readonly source: Source })[];
	/** What the rule does not say, and what a policy cannot check. */
	readonly note: string;
}

const weekend: readonly Weekday[] = ["SATURDAY", "SUNDAY"];
const workdays = weekdays.filter((day) => !weekend.includes(day));

function hours(callDay: readonly Weekday[], ...windows: readonly (readonly [string, string])[]): CallingHours {
	return {
		callDay,
		callTime: windows.map(([from, to]) => ({ startTime: `${from}:00`, endTime: `${to}:00` })),
	};
}

const china = ["Asia/Shanghai"];

const tencent: Source = {
	title: "电话号码外呼规则, Tencent Cloud Contact Center: what the carriers require of its numbers",
	date: "2026-02-11",
	url: "https://cloud.tencent.com.cn/document/product/679/79155",
	read: "text",
};
const voiceThrottling: Source = {
	title: "语音流控频率规则, Alibaba Cloud Voice: one qualification and use of a number, one callee",
	date: "undated, read 2026-11",
	url: "https://help.aliyun.com/document_detail/2680293.html",
	read: "text",
};
const hongKong: Source = {
	title:
		"Enhancements to Code of Practice on Person-to-Person Marketing Calls, press release of the Hong Kong Monetary Authority",
	date: "2024-06-21",
	url: "https://sc.isd.gov.hk/TuniS/www.info.gov.hk/gia/general/202406/21/P2024062100453p.htm",
	read: "text",
};
const france: Source = {
	title: "Décret n° 2022-1313 du 13 octobre 2022, Code de la consommation art. D. 223-9",
	date: "2022-10-13, in force since 2023-03-01",
	url: "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000046421823",
	read: "text",
};

const chineseContacts = [
	{ minutes: 1, atMost: 1, source: voiceThrottling },
	{ minutes: 5, atMost: 3, source: tencent },
	{ minutes: 60, atMost: 5, source: voiceThrottling },
	{ minutes: 1440, atMost: 5, source: tencent },
];
const holidays = "Public holidays are not checked: a task has days of the week only.";

/** The regions of the rules. */
export const regions = ["CN", "CN-voice", "CN-collection", "HK", "SG", "FR", "ES", "GB", "US"] as const;
export type Region = (typeof regions)[number];

/** The rules, by region. None of them is legal advice: the sources say to which calls they apply. */
export const callingRules: Readonly<Record<Region, CallingRule>> = {
	CN: {
		place: "mainland China",
		timeZones: china,
		hours: [hours(weekdays, ["08:00", "21:00"])],
		source: tencent,
		contacts: chineseContacts,
		note: "No statute with hours was found. The plan of thirteen ministries against nuisance calls (工信部联信管〔2018〕138号, 2018) demands that hours of marketing calls are regulated and, in the reports that were read, names none. Carriers may allow less, and reject calls.",
	},
	"CN-voice": {
		place: "mainland China, as the task center of Alibaba Cloud Voice calls",
		timeZones: china,
		hours: [hours(weekdays, ["09:00", "12:00"], ["14:00", "21:00"])],
		source: {
			title: "语音服务流控规则说明, official answer of Alibaba Cloud in its developer community",
			date: "2024-06-13",
			url: "https://developer.aliyun.com/ask/650961",
			read: "text",
		},
		contacts: chineseContacts,
		note: "That task center is another product of the vendor; it places no calls from 12:00 to 14:00 and from 21:00 to 09:00. Not published for AI call tasks.",
	},
	"CN-collection": {
		place: "mainland China, collection of debts",
		timeZones: china,
		hours: [hours(weekdays, ["08:00", "22:00"])],
		source: {
			title: "国家标准《互联网金融 个人网络消费信贷 贷后催收风控指引》, as reported by the press",
			date: "2025-03-16",
			url: "https://daydaynews.cc/zh-mo/finance/3964557.html",
			read: "quotation",
		},
		contacts: chineseContacts,
		note: "The text of the standard was not read. It has more rules, also on how often a person is called.",
	},
	HK: {
		place: "Hong Kong",
		timeZones: ["Asia/Hong_Kong"],
		hours: [hours(weekdays, ["09:00", "22:00"])],
		source: hongKong,
		contacts: [{ minutes: 7 * 1440, atMost: 3, source: hongKong }],
		note: "A code of banks, for marketing calls of persons, without those to known customers; the codes of other industries follow the same benchmark. It counts calendar weeks, which is less strict than seven days. Recorded messages are under the Unsolicited Electronic Messages Ordinance (Cap. 593), which was not read.",
	},
	SG: {
		place: "Singapore",
		timeZones: ["Asia/Singapore"],
		hours: [hours(workdays, ["08:00", "21:00"]), hours(["SATURDAY"], ["09:00", "18:00"])],
		source: {
			title: "Rules on Telemarketing via Cold Calling in Singapore, coldcall.sg",
			date: "undated, read 2026-11",
			url: "https://coldcall.sg/rules-on-telemarketing-via-cold-calling-in-singapore/",
			read: "quotation",
		},
		contacts: [],
		note: `Not verified: a site of the industry, which names no law. The Do Not Call Registry (Personal Data Protection Act 2012, Part 9) must be checked in any case. ${holidays}`,
	},
	FR: {
		place: "France",
		timeZones: ["Europe/Paris"],
		hours: [hours(workdays, ["10:00", "13:00"], ["14:00", "20:00"])],
		source: france,
		contacts: [{ minutes: 30 * 1440, atMost: 4, source: france }],
		note: `For commercial calls without consent to other hours. Since 2026-08-11 such calls need prior consent (loi n° 2025-594 du 30 juin 2025, art. 13), and a new decree on hours was announced: whether it has been published was not verified. ${holidays}`,
	},
	ES: {
		place: "Spain",
		timeZones: ["Europe/Madrid", "Atlantic/Canary"],
		hours: [hours(workdays, ["09:00", "21:00"])],
		source: {
			title:
				"Texto refundido de la Ley General para la Defensa de los Consumidores y Usuarios (Real Decreto Legislativo 1/2007), art. 96.2, as quoted by Genbeta",
			date: "2022-11",
			url: "https://www.genbeta.com/actualidad/llamadas-comerciales-ilegales-a-partir-hora-asi-puedes-actuar-recibes",
			read: "quotation",
		},
		contacts: [],
		note: `The text of the law was not read. ${holidays}`,
	},
	GB: {
		place: "the United Kingdom",
		timeZones: ["Europe/London"],
		hours: [hours(workdays, ["08:00", "21:00"]), hours(weekend, ["09:00", "21:00"])],
		source: {
			title: "DMA Direct Marketing Code of Practice, section 21.41, as paraphrased by Call Centre Helper",
			date: "2022-04-12",
			url: "https://www.callcentrehelper.com/regulations-on-outbound-calling-times-207054.htm",
			read: "quotation",
		},
		contacts: [],
		note: "Not verified: the code was not read. Ofcom's statement of policy on persistent misuse (20 December 2016) is about abandoned and silent calls; no hours were found in what was read of it.",
	},
	US: {
		place: "the United States",
		timeZones: [
			...["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles"],
			...["America/Anchorage", "Pacific/Honolulu"],
		],
		hours: [hours(weekdays, ["08:00", "21:00"])],
		source: {
			title: "47 CFR § 64.1200(c)(1) (Telephone Consumer Protection Act), as quoted by NW Debt Resolution",
			date: "undated, read 2026-11",
			url: "https://www.nwdebtresolution.com/post/telephone-consumer-protection-act-call-time-restrictions",
			read: "quotation",
		},
		contacts: [],
		note: "For telephone solicitation of residential subscribers. The rule was read in verbatim quotations only. States have stricter hours, which are not checked, and artificial voices need prior consent.",
	},
};
