import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { aiccsPolicies, type CallingRule, callingRules } from "../../provider/policies";
import type { Source } from "../../provider/policies/calling-rules";
import { minutesText } from "../../provider/policies/contact-pressure";
import { isTimeZone, offsetsOfYear } from "../../provider/policies/time-zone";
import { union, weekOf, weekText } from "../../provider/policies/week";
import { list, reports, task } from "./support/run-policy";

const root = resolve(__dirname, "..", "..");
const documentation = readFileSync(join(root, "docs", "policies.md"), "utf8");
const rules: [string, CallingRule][] = Object.entries(callingRules);

describe("the table of calling rules", () => {
	for (const [region, rule] of rules) {
		it(`has hours, time zones and a dated source for ${region}`, () => {
			assert.ok(rule.timeZones.length > 0 && rule.timeZones.every(isTimeZone));
			assert.ok(rule.hours.length > 0 && rule.hours.every((hours) => weekOf(hours).length > 0));
			for (const { title, date, url } of [rule.source, ...rule.contacts.map(({ source }) => source)]) {
				assert.ok(title !== "" && /\d{4}/.test(date), title);
				assert.equal(new URL(url).protocol, "https:");
			}
		});

		it(`is in the documentation: ${region}`, () => {
			for (const part of partsOf(region, rule)) assert.ok(documentation.replaceAll(/\s+/g, " ").includes(part), part);
		});
	}

	it("says of every rule whose own text was not read that it was not", () => {
		const unread = rules.filter(([, { source }]) => source.read === "quotation");

		assert.ok(unread.length > 0);
		for (const [region, { note }] of unread) assert.match(note, /not read|Not verified|quotations only/, region);
	});
});

/** What the documentation says of a rule. */
function partsOf(region: string, { place, hours, timeZones, source, contacts, note }: CallingRule): string[] {
	const link = ({ title, url, date, read }: Source) =>
		`[${title}](${url}), ${date}${read === "text" ? "" : ` (the source itself was not read)`}`;
	return [
		`**\`${region}\`, ${place}:** ${weekText(union(hours.map(weekOf)))} on the clock of ${timeZones.join(", ")}. ${link(source)}. ${note}`,
		...contacts.map(({ minutes, atMost, source: from }) => `${atMost} within ${minutesText(minutes)}: ${link(from)}`),
	];
}

describe("the documentation of policies", () => {
	it("names every policy and every property of its configuration", () => {
		for (const { name, configSchema } of aiccsPolicies()) {
			assert.ok(documentation.includes(`\`${name}\``), name);
			for (const property of Object.keys(configSchema?.properties ?? {}))
				assert.ok(documentation.includes(`\`${property}\``), `${name} ${property}`);
		}
	});

	it("shows what the policies report for its example", async () => {
		const config = Config.parse(JSON.parse(readFileSync(join(root, "examples", "policies", "config.json"), "utf8")));
		const [, output = ""] =
			/new AiCallTask\("spring"[\s\S]*?```\n[\s\S]*?\n```\n([\s\S]*?)```/.exec(documentation) ?? [];
		const of = (name: string, taskCps: number, from: string, to: string) =>
			task(
				{
					taskName: `${name}-calls`,
					taskCps,
					callDay: ["MONDAY", "TUESDAY"],
					callTime: [{ startTime: from, endTime: to }],
				},
				{ name },
			);
		const resources = [
			of("spring", 15, "09:00:00", "12:00:00"),
			of("summer", 10, "10:00:00", "21:30:00"),
			list({ atMost: 20_000 }, { name: "due" }),
		];

		const messages: string[] = [];
		for (const { name } of aiccsPolicies()) {
			const { enforcementLevel: _, ...own } = { enforcementLevel: "", ...config[name] };
			messages.push(...(await reports(name, resources, own)).flat());
		}

		assert.equal(messages.length, 4);
		for (const message of messages) assert.ok(output.replaceAll(/\s+/g, " ").includes(message), message);
	});
});

const Config = z.record(z.string(), z.union([z.string().transform(() => ({})), z.record(z.string(), z.unknown())]));

describe("the offsets of a time zone in a year", () => {
	const winter = Date.parse("2026-11-26T00:00:00+08:00");

	for (const [zone, hours] of Object.entries({
		"Asia/Shanghai": [8],
		"Europe/Paris": [1, 2],
		"America/New_York": [-5, -4],
		"Asia/Kolkata": [5.5],
		"Australia/Lord_Howe": [10.5, 11],
		UTC: [0],
	})) {
		it(`are ${hours.join(" and ")} for ${zone}`, () => {
			assert.deepEqual(
				[...offsetsOfYear(zone, winter)].sort((a, b) => a - b),
				hours.map((hour) => hour * 3600),
			);
		});
	}
});
