import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { CommandResult } from "../../tools/setup/command";
import { sundayEvening, withLists } from "./support/callees";
import { describePrograms, succeeded } from "./support/describe-programs";
import { type EchoingGateway, openEchoingGateway } from "./support/echoing-gateway";

/** In every number, outId and value of the files, and nowhere else. */
const canary = /197531|kanari/i;
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

const program = (files: object) =>
	withLists(`
		const { taskId } = task("spring", { taskCps: 1 });
		const file = (name) => new FileAsset(name);
		new CalleeList("spring", { taskId, source: file("people.csv"), doNotCall: file("no.csv") });
	`);

describePrograms("a person of a list", (open) => {
	let gateway: Awaited<ReturnType<typeof openEchoingGateway>>;
	beforeEach(async () => {
		gateway = await openEchoingGateway();
	});
	afterEach(() => gateway.close());

	it("is in no state, plan, log, journal and temporary file, and in no output of any command", async () => {
		const { program: stack, simulator } = await open(
			{
				files: { ...program({}), "people.csv": faulty, "no.csv": "13819753150\n197531\nkanari\n" },
				config: { "aiccs:endpoint": gateway.url, "aiccs:listLagSeconds": "1" },
			},
			{ now: () => sundayEvening },
		);
		gateway.to(simulator.url);
		await stack.config("aiccs:endpoint", gateway.url);
		const folder = join(stack.directory, "..");
		stack.env.TMPDIR = join(folder, "tmp");
		mkdirSync(stack.env.TMPDIR);
		const written = watch(folder);
		const mustHide = async (command: Promise<CommandResult>) => {
			const t = Date.now();
			const result = await command;
			console.log(result.exitCode, Date.now() - t, result.output.length, result.output.slice(-1800));
			assert.doesNotMatch(result.stdout, canary);
			assert.doesNotMatch(result.stderr, canary);
			return result;
		};
		const verbose = ["--debug", "--logtostderr", "-v=9"];

		await mustHide(stack.preview("--diff"));
		await mustHide(stack.preview("--json"));
		await mustHide(stack.up(...verbose));

		stack.write({ "people.csv": rows([...range(1500).map((index) => index % 60)]), "no.csv": "13819753150\n" });
		await mustHide(stack.preview("--save-plan", join(folder, "plan.json"), "--diff", ...verbose));
		gateway.refuse("ImportTaskNumberDatas");
		await mustHide(stack.up(...verbose));
		gateway.refuse("QueryAiCallDetailPage");
		simulator.fault({ action: "ImportTaskNumberDatas", fault: "reset-after" });
		await mustHide(stack.up("--diff"));
		assert.deepEqual(gateway.refused, []);
		gateway.refuse();
		await mustHide(stack.up("--skip-preview=false", "--diff", ...verbose));
		stack.write({ "people.csv": rows(range(40)) });
		await mustHide(stack.up("--skip-preview=false", "--diff", ...verbose));
		await mustHide(stack.refresh("--diff"));
		await mustHide(stack.run(["stack", "export"]));
		await mustHide(stack.destroy(...verbose));
		console.log([...written.stop()]);
	});
});

/** Reads every file in a folder, again and again while commands run. */
function watch(folder: string): { stop(): Set<string> } {
	const leaks = new Set<string>();
	const timer = setInterval(() => scan(folder, leaks), 100);
	return {
		stop() {
			clearInterval(timer);
			scan(folder, leaks);
			return leaks;
		},
	};
}

const seen = new Set<string>();
function scan(folder: string, leaks: Set<string>): void {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.name === "node_modules" || /^(people|no)\.csv$/.test(entry.name)) continue;
		if (entry.isDirectory()) scan(path, leaks);
		else if (entry.isFile()) { seen.add(path); if (canary.test(readFileSync(path, "latin1"))) leaks.add(path); }
	}
}
process.on("exit", () => console.log([...seen].map((p) => p.slice(0, 160))));
