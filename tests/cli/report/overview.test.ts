import assert from "node:assert/strict";
import type { PropertyChange } from "../../../provider/cli/report/changes";
import { overviewOf } from "../../../provider/cli/report/overview";
import { previewIn } from "../../../provider/cli/report/preview";
import { reportOf } from "../../../provider/cli/report/report";
import { at, campaign, emptyReport, list, noPeople, reportFrom } from "./support/sample-reports";

const peopleWords = (...lists: ReturnType<typeof list>[]) => overviewOf({ ...emptyReport, lists }).people;

describe("the words of a report", () => {
	it("begin with the verdict", () => {
		const headline = (name: Parameters<typeof reportFrom>[0]) => overviewOf(reportFrom(name)).headline;

		assert.equal(headline("mixed"), "AI call campaigns: no errors, 3 warnings");
		assert.equal(headline("errors"), "AI call campaigns: 7 errors, 5 warnings");
		assert.equal(headline("first-create"), "AI call campaigns: no errors");
		assert.equal(headline("no-change"), "AI call campaigns: no changes");
	});

	it("name the policy that is not followed", () => {
		const texts = overviewOf(reportFrom("policies.jsonl")).findings.map(({ text }) => text);

		assert.ok(
			texts.some((text) => /\(policy [\w-]+\)$/.test(text)),
			texts.join("\n"),
		);
	});

	it("say who is called, from the earliest begin until the latest end", () => {
		const later = list("summer", { calls: { begin: at("2026-12-01 14:00"), end: at("2026-12-02 10:15") } });

		assert.deepEqual(peopleWords(list("spring")), [
			"100 people are called, from Mon 2026-11-30 09:00 until about 09:20 in China, if a call takes 60 s.",
		]);
		assert.deepEqual(peopleWords(later, list("spring")), [
			"200 people are called, from Mon 2026-11-30 09:00 until about Wed 2026-12-02 10:15 in China, if a call takes 60 s.",
		]);
	});

	it("say that calls begin as soon as people are imported, and which ends are not known", () => {
		const atOnce = list("spring", { calls: { begin: undefined, end: at("2026-11-30 10:00") } });
		const endless = list("summer", { calls: { begin: at("2026-12-01 14:00"), end: undefined } });

		assert.deepEqual(peopleWords(atOnce, endless), [
			"200 people are called, as soon as they are imported, until about Mon 2026-11-30 10:00 in China (for 1 list the end is not known), if a call takes 60 s.",
		]);
		assert.deepEqual(peopleWords(endless), [
			"100 people are called, from Tue 2026-12-01 14:00 in China until a time that is not known.",
		]);
	});

	it("say the most calls at a time of each account, because a limit is of one account", () => {
		const [spring, summer] = [campaign("spring"), campaign("summer", { account: "emea", taskCps: 7 })];
		const notes = (...campaigns: ReturnType<typeof campaign>[]) => overviewOf({ ...emptyReport, campaigns }).weekNotes;

		assert.deepEqual(notes(spring, summer, { ...summer, effect: "none" }), [
			"Most calls that may be in progress at a time after the update, by half hour in China: at most 19.",
			"All accounts are added up here. At most at a time: the stack's account 5, emea 14.",
		]);
		assert.equal(notes(spring, spring).length, 1);
		assert.equal(notes(spring, { ...summer, effect: "destroy" }).length, 1);
	});

	it("take the account of a campaign from the preview", () => {
		const urn = campaign("spring").urn;
		const accountIn = (account: unknown) =>
			reportOf(
				previewIn(JSON.stringify({ steps: [{ op: "create", urn, newState: { type: "x", inputs: { account } } }] })),
				() => undefined,
			).campaigns[0]?.account;

		assert.deepEqual([accountIn("emea"), accountIn(undefined)], ["emea", undefined]);
	});

	it("say who is withdrawn, who was called already, and which lists could not be counted", () => {
		const changed = list("spring", { effect: "change", people: { ...noPeople, toWithdraw: 1, tooLate: 2 } });
		const uncounted = list("summer", { people: undefined, calls: undefined });

		assert.deepEqual(peopleWords(changed, uncounted), [
			"No one is imported.",
			"1 person is withdrawn before a call.",
			"2 people are no longer on the list, but called already.",
			"The people of 1 list could not be counted.",
		]);
	});

	it("say that nothing is sent while there are errors", () => {
		assert.equal(overviewOf(reportFrom("errors")).people[0], "Nothing is sent before the errors are fixed.");
	});

	it("count what happens, and what is not in the report", () => {
		assert.deepEqual(overviewOf(reportFrom("mixed")).tally, [
			"Campaigns: 1 created, 2 changed, 1 replaced, 1 destroyed, 1 unchanged.",
			"Lists of people: 1 created, 1 changed.",
		]);
		assert.deepEqual(overviewOf({ ...reportFrom("no-change"), others: 2 }).tally, [
			"2 resources of other types change as well.",
			"6 unchanged resources are not in this preview: pulumi preview --json --show-sames has all.",
		]);
	});

	it("tell drift from the program's changes, and say what the update does about it", () => {
		const [summer] = overviewOf(reportFrom("drift")).campaigns;

		assert.deepEqual(summer?.changes, [
			{
				property: "taskCps",
				title: "calls at a time",
				from: "50",
				to: "5",
				drift: "Someone changed it outside of the program, from 5 to 50. The update sets it back to 5.",
			},
		]);
		const drift = (to: string, known: Pick<PropertyChange, "isDrift" | "before"> = { isDrift: true, before: "5" }) => {
			const change = { property: "taskCps", title: "calls at a time", effect: "", from: "50", to, ...known };
			const campaigns = [campaign("spring", { effect: "none", changes: [change] })];
			return overviewOf({ ...emptyReport, campaigns }).campaigns[0]?.changes[0]?.drift;
		};
		assert.match(drift("8") ?? "", /The update sets it to 8\.$/);
		assert.match(drift("50") ?? "", /The update keeps that: the program has the same value\.$/);
		assert.equal(
			drift("5", { isDrift: true, before: undefined }),
			"Someone changed it outside of the program to 50. The update sets it to 5.",
		);
		assert.equal(drift("5", { isDrift: false, before: undefined }), undefined);
	});

	it("say what each kind of change does, once for each kind", () => {
		const [spring, summer] = overviewOf(reportFrom("mixed")).campaigns;

		assert.deepEqual(spring?.remarks, [
			"A change of call windows or calls at a time updates the task in place; a running campaign is stopped for that time.",
		]);
		assert.deepEqual(summer?.remarks, [
			"A change of agent replaces the task: the old one is stopped and renamed, and a new one is created.",
		]);
	});

	it("say of a value that may not be shown only that it is another one", () => {
		const autumn = overviewOf(reportFrom("mixed")).campaigns.find(({ name }) => name === "autumn");

		assert.deepEqual(
			autumn?.changes.map(({ from, to }) => [from, to]),
			[["a secret", "a secret, changed"]],
		);
	});

	it("say what becomes of what is destroyed, by its onDestroy", () => {
		const onDestroy = {
			property: "onDestroy",
			title: "when destroyed",
			effect: "",
			to: undefined,
			isDrift: false,
			before: undefined,
		};
		const remarks = (from: string | undefined) =>
			overviewOf({
				...emptyReport,
				campaigns: [campaign("a", { effect: "destroy", changes: from === undefined ? [] : [{ ...onDestroy, from }] })],
				lists: [list("a", { effect: "destroy", changes: from === undefined ? [] : [{ ...onDestroy, from }] })],
			}).campaigns.flatMap((one) => [one.remarks, ...one.lists.map((its) => its.remarks)].flat());

		assert.deepEqual(remarks(undefined), [
			"The task is stopped, its waiting numbers are cancelled, and it is renamed: the service cannot delete it.",
			"Who waits to be called is withdrawn.",
		]);
		assert.deepEqual(remarks("leave"), [
			"The task is left as it is, and calls on.",
			"Who waits to be called stays in the task.",
		]);
	});

	it("have an unchanged campaign whose list changes, and lists of tasks that the preview leaves out", () => {
		const { campaigns } = overviewOf({
			...emptyReport,
			campaigns: [campaign("spring", { effect: "none" }), campaign("quiet", { effect: "none" })],
			lists: [list("spring"), list("summer"), list("winter", { campaign: undefined })],
		});

		assert.deepEqual(
			campaigns.map(({ name, effect, lists, people }) => [name, effect, lists.length, people]),
			[
				["spring", "none", 1, 100],
				["summer", "none", 1, 100],
				["a task outside of the program", "none", 1, 100],
			],
		);
	});

	it("mark the numbers that the service chooses, and what is not known yet", () => {
		const report = {
			...emptyReport,
			campaigns: [
				campaign("free", { taskCps: undefined }),
				campaign("unknown", { calendar: undefined, taskCps: undefined }),
			],
			leftOut: 1,
		};
		const { campaigns, weekNotes } = overviewOf(report);

		assert.deepEqual(
			campaigns.map(({ days, callsAtATime }) => [days, callsAtATime]),
			[
				["Mon", "the service chooses"],
				["known after the update", "known after the update"],
			],
		);
		assert.deepEqual(weekNotes.slice(1), [
			"1 campaign leaves the number to the service (no taskCps), and counts as 1 each.",
			"The windows of 1 campaign are not known yet.",
			"Campaigns that the preview leaves out are missing.",
		]);
	});

	it("leave destroyed campaigns out of the week, and have none without calls", () => {
		const { week } = overviewOf({ ...emptyReport, campaigns: [campaign("a", { effect: "destroy" })] });

		assert.equal(week, undefined);
	});

	it("say the same finding of several resources once", () => {
		const finding = {
			severity: "warning",
			text: "the same",
			urn: undefined,
			place: undefined,
			property: undefined,
		} as const;
		const findings = [
			{ ...finding, name: "a" },
			{ ...finding, name: "b" },
			{ ...finding, name: undefined, text: "of the program" },
		];

		assert.deepEqual(
			overviewOf({ ...emptyReport, findings }).findings.map(({ text, resources }) => [
				text,
				resources.map(({ name }) => name),
			]),
			[
				["the same", ["a", "b"]],
				["of the program", []],
			],
		);
	});
});
