import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Simulator } from "../../simulator";
import { describePrograms, succeeded } from "./support/describe-programs";

const examples = resolve(__dirname, "..", "..", "examples");
const isWriting = (action: string) => !/^(Page)?Query/.test(action);

/** The service renames a task that has never run. */
const settings = { updateInInit: "accepted" } as const;

/** Configuration that an example requires, by its name. */
const configurations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	"scheduled-campaign": { "scheduled-campaign:startTime": nextMondayMorning() },
};

const expected: Readonly<Record<string, readonly string[]>> = {
	"campaigns-from-list": ["satisfaction-survey-hangzhou", "satisfaction-survey-ningbo", "satisfaction-survey-wenzhou"],
	"scheduled-campaign": ["renewal-reminder-dev"],
};

function nextMondayMorning(): string {
	const day = new Date(Date.now() + 86_400_000);
	while (day.getUTCDay() !== 1) day.setUTCDate(day.getUTCDate() + 1);
	return `${day.toISOString().slice(0, 10)}T09:00:00+08:00`;
}

/** Begins with 0 after its area code, as no number does that anyone has. */
function numberOf(contract: number): string {
	return `0100000${String(contract).padStart(4, "0")}`;
}

function dueList(contracts: readonly number[]): string {
	const rows = contracts.map((contract) => `R-${contract},${numberOf(contract)},Customer ${contract},2027-03-31\n`);
	return ["Contract,Phone,Customer,Due on\n", ...rows].join("");
}

function peopleOf(simulator: Simulator) {
	return simulator.tasks().flatMap(({ taskId }) => simulator.details(taskId));
}

/** Moves the simulated clock on until enough calls were placed. */
function callUntil(simulator: Simulator, isEnough: (calls: ReturnType<Simulator["calls"]>) => boolean): void {
	for (let minutes = 0; minutes < 7 * 24 * 60 && !isEnough(simulator.calls()); minutes += 10) simulator.advance(600);
}

describePrograms("examples", (open) => {
	it("are all tested, some elsewhere: start.test.ts, policies.test.ts, language-examples.test.ts, tests/languages, tests/pipelines", () => {
		const others = ["daily-list", "go", "java", "pipelines", "policies", "python", "quickstart", "yaml"];
		assert.deepEqual(readdirSync(examples).sort(), [...Object.keys(expected), ...others].sort());
	});

	it("have no number that anyone can have: no local number begins with 0", () => {
		const files = readdirSync(examples, { recursive: true, encoding: "utf8" });
		const lists = files.filter((file) => !file.includes("node_modules") && /\.(csv|jsonl|txt)$/.test(file));
		const numbers = lists.flatMap((file) => {
			const rows = readFileSync(join(examples, file), "utf8").split("\n");
			return rows.flatMap((row) => /\+?\(?\d[\d() -]{8,}/.exec(row)?.[0].replaceAll(/\D/g, "") ?? []);
		});

		assert.ok(lists.length > 3 && numbers.length > 200);
		assert.deepEqual(
			numbers.filter((number) => !/^0100\d{7}$/.test(number)),
			[],
		);
	});

	for (const [example, names] of Object.entries(expected)) {
		it(`${example}: goes through preview, up, an unchanged up with refresh, and destroy`, async () => {
			const { program, simulator } = await open({ example, config: configurations[example] ?? {} }, { settings });

			const output = await succeeded(program.up("--skip-preview=false"));
			const [preview = "", update = ""] = output.split("Updating (dev)");
			assert.match(preview, new RegExp(`\\+ ${names.length + 1} to create`));
			assert.doesNotMatch(preview, /error|warning/);
			assert.match(update, new RegExp(`\\+ ${names.length + 1} created`));
			const tasks = simulator.tasks();
			assert.deepEqual(tasks.map(({ taskName }) => taskName).sort(), names);
			const outputs = JSON.stringify(await program.outputs());
			for (const { taskId } of tasks) assert.ok(outputs.includes(`"${taskId}"`), outputs);

			simulator.clearRequests();
			await succeeded(program.up("--refresh", "--expect-no-changes"));
			assert.deepEqual(simulator.actions().filter(isWriting), []);

			await succeeded(program.destroy());
			assert.deepEqual(
				simulator.tasks().map(({ taskName }) => taskName),
				tasks.map(({ taskId }) => `released-${taskId}`),
			);
			assert.deepEqual(program.state().deployment.resources ?? [], []);
		});
	}

	it("daily-list: calls 500 people first, then everyone, and follows a list that changes, each person once", async () => {
		const { program, simulator } = await open({ example: "daily-list" }, { settings });
		await program.config("aiccs:listLagSeconds", "0");
		const contracts = Array.from({ length: 640 }, (_, index) => index + 1);
		program.write({
			"due.csv": dueList(contracts),
			"do-not-call.txt": [numberOf(11), numberOf(20), ""].join("\n"),
		});

		await succeeded(program.up());
		assert.equal(peopleOf(simulator).length, 500);

		callUntil(simulator, (people) => people.length > 400);
		await program.config("daily-list:everyone", "true");
		await succeeded(program.up());
		// Two of the 640 do not want to be called.
		assert.equal(peopleOf(simulator).length, 638);

		const waits = [...peopleOf(simulator)].reverse().filter(({ attempts }) => attempts === 0);
		const [renewed, unwilling] = waits.map(({ phoneNumber }) => phoneNumber);
		const late = simulator.calls()[0]?.phoneNumber;
		const isDue = (contract: number) => ![renewed, late].includes(numberOf(contract));
		program.write({
			"due.csv": dueList([...contracts.filter(isDue), 641, 642, 643]),
			"do-not-call.txt": [numberOf(11), numberOf(20), unwilling, ""].join("\n"),
		});
		const preview = await succeeded(program.preview());
		assert.match(preview, /To import: 3\. .*To withdraw: 2\. .*too late\): 1\./);
		await succeeded(program.up());
		simulator.clearRequests();
		await succeeded(program.up("--expect-no-changes"));
		assert.deepEqual(simulator.actions(), []);

		callUntil(simulator, (people) => people.length >= 639);
		simulator.advance(7 * 24 * 3600);
		const called = simulator.calls().map(({ phoneNumber }) => phoneNumber);
		const uncalled = new Set([numberOf(11), numberOf(20), renewed, unwilling]);
		const everyone = [...contracts, 641, 642, 643].map(numberOf);
		assert.deepEqual(called.toSorted(), everyone.filter((number) => !uncalled.has(number)).toSorted());
		const { tooLate, withdrawn } = await program.outputs();
		assert.deepEqual({ tooLate, withdrawn }, { tooLate: 1, withdrawn: 2 });
	});

	it("scheduled-campaign: says which value it lacks", async () => {
		const { program } = await open({ example: "scheduled-campaign" });

		const { exitCode, output } = await program.preview();

		assert.notEqual(exitCode, 0);
		assert.match(output, /startTime/);
	});
});
