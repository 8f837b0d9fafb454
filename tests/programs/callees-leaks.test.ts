import assert from "node:assert/strict";
import { type Dirent, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../../tools/setup/command";
import { sundayEvening, withLists } from "./support/callees";
import { describePrograms } from "./support/describe-programs";
import { openEchoingGateway } from "./support/echoing-gateway";

/** In every number, outId and value of the files, and nowhere else. */
const canary = /(\d*)197531(\d*)|kanari/gi;

/** Where a text has a canary. The thousands of times and ids in a debug log have any six digits now and then. */
function leaksIn(text: string): string[] {
	const isOfNumber = (before: string, after: string) =>
		before.endsWith("138") || ("138".endsWith(before) && after.length <= 2);
	return [...text.matchAll(canary)]
		.filter(([, before = "", after = ""]) => isOfNumber(before, after))
		.map(([found]) => found);
}
const row = (index: number) => `138197531${String(index).padStart(2, "0")},kanari-${index},Frau Kanari ${index}`;
const header = "calleeNumber,outId,customer";
const rows = (indices: readonly number[]) => `${[header, ...indices.map(row)].join("\n")}\n`;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);

const faulty = `${rows(range(5))}${[
	"138197531,kanari-a,Kanari",
	"1.38197531E+10,kanari-b,Kanari",
	"197531,kanari-c,Kanari",
	"13819753101,kanari-other,Kanari",
	"13819753190,kanari-2,Kanari",
	"13819753191,1.97531E+20,Kanari",
	"13819753192,kanari-d,Kanari,more kanari",
	'13819753193,"kanari\nwith a break",Kanari',
	"kanari,197531,Kanari",
	",kanari-e,Kanari",
	"13819753194,kanari-f",
].join("\n")}\n`;

const declared = `
	const { taskId } = task("spring", { taskCps: 1 });
	const file = (name) => new FileAsset(name);
	new CalleeList("spring", { taskId, source: file("people.csv"), doNotCall: file("no.csv") });
`;
const program = withLists(declared);
/** With a list whose people are in the program itself. */
const withText = withLists(`${declared}
	const source = new pulumi.asset.StringAsset(${JSON.stringify(rows(range(2)))});
	new CalleeList("text", { taskId: task("text").taskId, source });
`);
const verbose = ["--debug", "--logtostderr", "-v=9"];

describePrograms("a person of a list", (open) => {
	let gateway: Awaited<ReturnType<typeof openEchoingGateway>>;
	beforeEach(async () => {
		gateway = await openEchoingGateway();
	});
	afterEach(() => gateway.close());

	it("is in no state, plan, log, journal and temporary file, and in no output of any command", async () => {
		const { program: stack, simulator } = await open(
			{
				files: { ...withText, "people.csv": faulty, "no.csv": "13819753150\n197531\nkanari\n" },
				config: { "aiccs:listLagSeconds": "1" },
			},
			{ now: () => sundayEvening },
		);
		gateway.to(simulator.url);
		await stack.config("aiccs:endpoint", gateway.url);
		const folder = join(stack.directory, "..");
		const TMPDIR = join(folder, "tmp");
		mkdirSync(TMPDIR);
		stack.env.TMPDIR = TMPDIR;
		const written = watch(folder, TMPDIR);
		const mustHide = async (command: Promise<CommandResult>, expected: RegExp) => {
			const { stdout, stderr, output } = await command;
			assert.match(output, expected, `${output.length} characters, the last: ${output.slice(-3000)}`);
			assert.deepEqual(leaksIn(stdout), []);
			assert.deepEqual(leaksIn(stderr), []);
		};
		const people = () => simulator.details(simulator.task("spring")?.taskId ?? "");

		const atFault = /one outId with two numbers \(lines 4 and 11\)/;
		await mustHide(stack.preview("--diff"), atFault);
		await mustHide(stack.preview("--json"), atFault);
		// An update ends at the first of them.
		await mustHide(stack.up(...verbose), /has a problem: source (is a StringAsset|has )/);

		// Sixty people, one of them suppressed, and many duplicates.
		stack.write({ ...program, "people.csv": rows([...range(60), ...range(60)]), "no.csv": "13819753150\n" });
		const plan = join(folder, "plan.json");
		await mustHide(stack.preview("--save-plan", plan, "--diff", ...verbose), /To import: 59\./);
		gateway.refuse("ImportTaskNumberDatas");
		await mustHide(stack.up("--plan", plan, ...verbose), /The service says: "Cannot take .*\(PhoneNumberList\)/);
		gateway.refuse("QueryAiCallDetailPage");
		simulator.fault({ action: "ImportTaskNumberDatas", fault: "reset-after" });
		await mustHide(stack.up("--diff"), /The service says: "Cannot take .*\(OutId\)/);
		assert.deepEqual(new Set(gateway.refused), new Set(["ImportTaskNumberDatas", "QueryAiCallDetailPage"]));
		gateway.refuse();
		await mustHide(stack.up("--skip-preview=false", "--diff", ...verbose), /2 unchanged/);
		assert.equal(people().length, 59);
		assert.ok(leaksIn(JSON.stringify(people())).length >= 59, "the account has what must not be anywhere else");

		stack.write({ "people.csv": rows(range(40)) });
		await mustHide(stack.up("--skip-preview=false", "--diff", ...verbose), /1 updated/);
		assert.equal(people().filter(({ callResult }) => callResult === "CANCEL").length, 19);
		await mustHide(stack.refresh("--diff"), /unchanged/);
		await mustHide(stack.destroy(...verbose), /3 deleted/);
		assert.deepEqual(written.stop(), []);
	});
});

/** Reads every file in a folder, again and again while commands run, and most often those that exist only for a moment. */
function watch(folder: string, busiest: string): { stop(): string[] } {
	const leaks = new Set<string>();
	const timers = [setInterval(scan, 300, folder, leaks), setInterval(scan, 10, busiest, leaks)];
	for (const timer of timers) timer.unref();
	return {
		stop() {
			for (const timer of timers) clearInterval(timer);
			scan(folder, leaks);
			return [...leaks];
		},
	};
}

/** Adds the files that name a person, except the program and its lists. */
function scan(folder: string, leaks: Set<string>): void {
	for (const entry of entriesOf(folder)) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && entry.name !== "node_modules") scan(path, leaks);
		if (entry.isFile() && !/^(people\.csv|no\.csv|index\.js)$/.test(entry.name) && leaksIn(textOf(path)).length > 0)
			leaks.add(path);
	}
}

function entriesOf(folder: string): Dirent[] {
	try {
		return readdirSync(folder, { withFileTypes: true });
	} catch {
		// It has been removed.
		return [];
	}
}

function textOf(path: string): string {
	try {
		return readFileSync(path, "latin1");
	} catch {
		return "";
	}
}
