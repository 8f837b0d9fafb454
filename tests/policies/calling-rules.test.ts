import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { aiccsPolicies, type CallingRule, callingRules } from "../../provider/policies";
import { isTimeZone, offsetsOfYear } from "../../provider/policies/time-zone";
import { weekOf } from "../../provider/policies/week";

const documentation = readFileSync(resolve(__dirname, "..", "..", "docs", "policies.md"), "utf8");
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
			for (const { url, date } of [rule.source, ...rule.contacts.map(({ source }) => source)])
				assert.ok(documentation.includes(url) && documentation.includes(date), url);
			assert.ok(documentation.includes(`\`${region}\``));
		});
	}

	it("says of every rule whose own text was not read that it was not", () => {
		const unread = rules.filter(([, { source }]) => source.read === "quotation");

		assert.ok(unread.length > 0);
		for (const [region, { note }] of unread) assert.match(note, /not read|Not verified|quotations only/, region);
	});
});

describe("the documentation of policies", () => {
	it("names every policy and every property of its configuration", () => {
		for (const { name, configSchema } of aiccsPolicies()) {
			assert.ok(documentation.includes(`\`${name}\``), name);
			for (const property of Object.keys(configSchema?.properties ?? {}))
				assert.ok(documentation.includes(`\`${property}\``), `${name} ${property}`);
		}
	});
});

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
