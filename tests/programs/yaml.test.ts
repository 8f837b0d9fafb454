import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { startSimulator } from "../../simulator";
import { assertHas, csvOf, mondayMorning, numbersOf, sundayEvening } from "./support/callees";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";
import { list, pathOf, ref, task, withoutEngineTraffic, yaml } from "./support/languages";

const repository = resolve(__dirname, "..", "..");
const schemaFile = join(repository, "schema.json");
const isWriting = (action: string) => !/^(Page)?Query/.test(action);

/** Settings with which an import needs no waiting. */
const config = { "aiccs:listLagSeconds": "0" };

describePrograms("a program in YAML", (open) => {
	it("creates a task and imports its people, changes both, finds drift, replaces the task, and ends", async () => {
		const people = numbersOf(30);
		const of = (changes: object = {}) =>
			yaml(
				{
					spring: task({ taskName: "spring", taskCps: 5, ...changes }),
					people: list(ref("spring.taskId"), "./people.csv"),
				},
				{ outputs: { taskId: ref("spring.taskId"), people: ref("people.count") } },
			);
		const { program, simulator } = await open(
			{ files: { ...of(), "people.csv": csvOf(people) }, path: await pathOf("yaml"), config },
			{ now: () => mondayMorning },
		);

		const first = await succeeded(program.up("--skip-preview=false"));
		const [preview = "", update = ""] = first.split("Updating (dev)");
		assert.match(preview, /30 people on the list\. To import: 30\./);
		assert.match(preview, /taskId: \[unknown\]/);
		assert.match(preview, /\+ 3 to create/);
		assert.match(update, /Task \d{18}: 30 people imported\./);
		const { taskId = "" } = simulator.task("spring") ?? {};
		assert.deepEqual(await program.outputs(), { people: 30, taskId });
		assertHas(simulator, "spring", people);

		simulator.clearRequests();
		assert.match(await succeeded(program.up()), /3 unchanged/);
		assert.deepEqual(simulator.actions(), []);

		program.write({ ...of({ taskCps: 9 }), "people.csv": csvOf(numbersOf(31)) });
		const changed = await succeeded(program.up("--skip-preview=false", "--diff"));
		assert.match(changed, /~ taskCps: 5 => 9/);
		assert.match(changed, /- source: asset\(file:[0-9a-f]+\) \{ \.\/people\.csv \}/);
		assert.match(changed, /31 people on the list\. To import: 1\. In the task already: 30\./);
		assert.match(changed, /warning: The campaign is running: this update stops it, changes it and starts it again\./);
		assertHas(simulator, "spring", numbersOf(31));
		assert.equal(simulator.task("spring")?.definition.TaskCps, 9);

		simulator.changeTask(taskId, { TaskCps: 20 });
		const drift = await succeeded(program.refresh("--diff"));
		assert.match(drift, /~ taskCps: 9 => 20/);
		const corrected = await succeeded(program.up("--diff"));
		assert.match(corrected, /~ taskCps: 20 => 9/);
		assert.equal(simulator.task("spring")?.definition.TaskCps, 9);

		program.write(of({ agentId: "118712345678901235", taskCps: 9 }));
		const replaced = await succeeded(program.up("--skip-preview=false", "--diff"));
		assert.match(replaced, /\+-aiccs:index:AiCallTask: \(replace\)/);
		assert.match(replaced, /~ agentId: "118712345678901234" => "118712345678901235"/);
		const { taskId: newTaskId } = simulator.task("spring") ?? {};
		assert.notEqual(newTaskId, taskId);
		assert.deepEqual(await program.outputs(), { people: 31, taskId: newTaskId });

		await succeeded(program.destroy());
		assert.deepEqual(
			simulator.tasks().map(({ taskName }) => taskName),
			[`released-${taskId}`, `released-${newTaskId}`],
		);
	});

	it("shows the findings of all resources in one preview, each under its own, and each once in an update", async () => {
		const count = 24;
		const faulty = Array.from({ length: count }, (_, index) => `faulty${index}`);
		const good = task({ taskName: "good" });
		const { program, simulator } = await open({
			files: {
				...yaml({
					...Object.fromEntries(
						faulty.map((name, index) => [name, task({ taskName: name, taskCps: 1000 + index, callDay: [] })]),
					),
					good,
					dependent: list(ref("good.taskId"), "./empty.csv"),
				}),
				"empty.csv": "calleeNumber,outId\n",
			},
			path: await pathOf("yaml"),
		});

		const preview = await failed(program.preview());
		const found = diagnosticsOf(preview);
		for (const [index, name] of faulty.entries()) {
			const lines = found.get(name) ?? [];
			assert.ok(
				lines.includes(`error: taskCps (${1000 + index}) is too large. Use a whole number from 1 to 500.`),
				preview,
			);
			assert.equal(lines.filter((line) => line.startsWith("error: callDay")).length, 1);
		}
		assert.match(found.get("dependent")?.join() ?? "", /error: source has only a header in \.\/empty\.csv\./);
		assert.equal(
			preview.split("Nothing was sent to the service.").length - 1,
			2,
			"once as it is found, and once at the end",
		);
		assert.deepEqual(simulator.actions().filter(isWriting), []);

		const { exitCode, output: update } = await program.up("--continue-on-error");
		assert.equal(exitCode, 1);
		// All findings of a resource are one error.
		const refused = diagnosticsOf(update);
		for (const [index, name] of faulty.entries()) {
			const lines = (refused.get(name) ?? []).filter((line) => line.includes("taskCps"));
			assert.deepEqual(lines, [`taskCps (${1000 + index}) is too large. Use a whole number from 1 to 500.`]);
		}
		assert.deepEqual(
			simulator.tasks().map(({ taskName }) => taskName),
			["good"],
		);
	});

	it("keeps secrets of the configuration out of state and outputs, wherever they are used", async () => {
		const secrets = {
			taskName: "canary-of-the-name",
			agentId: "118799999999999991",
			virtualNumber: "05710007777",
			endTime: "17:17:17",
			variable: "canaryVariable",
			accessKeyId: "",
			accessKeySecret: "",
		};
		const given = ["taskName", "agentId", "virtualNumber", "endTime", "variable"] as const;
		const of = (changes: object = {}) =>
			yaml(
				{
					spring: task({
						...Object.fromEntries(given.slice(0, 3).map((name) => [name, ref(name)])),
						callTime: [{ startTime: "09:00:00", endTime: ref("endTime") }],
						...changes,
					}),
					people: list(ref("spring.taskId"), "./people.csv", {
						columns: { calleeNumber: "calleeNumber", customer: ref("variable") },
					}),
				},
				{ config: Object.fromEntries(given.map((name) => [name, { type: "string", secret: true }])) },
			);
		const { program, simulator } = await open(
			{
				files: { ...of(), "people.csv": "calleeNumber,customer\n01000000001,Chen Bo\n" },
				path: await pathOf("yaml"),
				config,
			},
			{ now: () => sundayEvening },
		);
		const { accessKeyId, accessKeySecret } = simulator;
		Object.assign(secrets, { accessKeyId, accessKeySecret });
		await program.config("aiccs:accessKeyId", accessKeyId, true);
		await program.config("aiccs:accessKeySecret", accessKeySecret, true);
		// A value of digits alone becomes a number in a YAML program, and loses some.
		for (const name of given) {
			await program.config(`program:${name}`, /^\d+$/.test(secrets[name]) ? `"${secrets[name]}"` : secrets[name], true);
		}
		const assertKept = (what: string, text: string) => {
			for (const [name, secret] of Object.entries(secrets))
				assert.ok(!text.includes(secret), `${what} has ${name}:\n${text}`);
		};
		const logged = ["--debug", "--logtostderr", "-v=9"];

		assertKept("a preview", await succeeded(program.preview("--json", "--show-sames")));
		assertKept("an update", withoutEngineTraffic(await succeeded(program.up("--diff", ...logged))));
		assert.equal(simulator.task(secrets.taskName)?.definition.AgentId, secrets.agentId);
		assertKept("the state", program.state().text);
		program.write(of({ taskCps: 0 }));
		assertKept("a failed preview", withoutEngineTraffic(await failed(program.preview("--diff", ...logged))));
		program.write(of({ taskCps: 7 }));
		const changed = await succeeded(program.up("--json", "--refresh"));
		assertKept("a refresh and a change", changed);
		assertKept("the state", program.state().text);
		assertKept("the end", withoutEngineTraffic(await succeeded(program.destroy("--diff", ...logged))));
	});

	it("uses explicit providers, says which key is misspelt, and gives schema and version to the CLI", async () => {
		const other = await startSimulator();
		try {
			const { program, simulator } = await open({
				files: yaml({
					elsewhere: {
						type: "pulumi:providers:aiccs",
						properties: { endpoint: other.url, accessKeyId: other.accessKeyId, accessKeySecret: other.accessKeySecret },
					},
					here: task({ taskName: "same" }),
					there: task({ taskName: "same" }, { provider: ref("elsewhere") }),
				}),
				path: await pathOf("yaml"),
				config: { "aiccs:acessKeyId": "canary" },
			});

			const misspelt = await failed(program.preview());
			assert.match(misspelt, /acessKeyId is no key of this provider\. Use accessKeyId\./);
			assert.doesNotMatch(misspelt, /canary/);
			await succeeded(program.run(["config", "rm", "aiccs:acessKeyId"]));

			await succeeded(program.up("--skip-preview=false"));
			assert.deepEqual([simulator.task("same")?.taskName, other.task("same")?.taskName], ["same", "same"]);
			await succeeded(program.up("--expect-no-changes"));

			const [folder = ""] = await pathOf("yaml");
			const schema = await succeeded(program.run(["package", "get-schema", join(folder, "pulumi-resource-aiccs")]));
			const { resources, functions } = JSON.parse(schema.slice(schema.indexOf("{")));
			const file = JSON.parse(readFileSync(schemaFile, "utf8"));
			assert.deepEqual(
				Object.keys({ ...resources, ...functions }).sort(),
				Object.keys({ ...file.resources, ...file.functions }).sort(),
			);
			await succeeded(program.run(["schema", "check", schemaFile]));
		} finally {
			await other.stop();
		}
	});

	it("shows what docs/languages.md says, and takes the package from the executable of the plugin", async () => {
		const { program } = await open({ example: "yaml", path: await pathOf("yaml") });
		const text = readFileSync(join(program.directory, "Pulumi.yaml"), "utf8");
		program.write({ "Pulumi.yaml": text.replace("taskCps: 5", "taskCps: 600").replace('"18:00:00"', '"18:00"') });

		const shown = diagnosticsOf(await failed(program.preview())).get("spring-callback");
		const page = readFileSync(resolve(repository, "docs", "languages.md"), "utf8");
		assert.deepEqual(shown, page.match(/(?<=^ {4})error: .*$/gm));

		const add = ["package", "add", "./node_modules/pulumi-aiccs/plugin/pulumi-resource-aiccs"];
		assert.ok(page.includes(`pulumi ${add.join(" ")}\n`));
		assert.match(await succeeded(program.run(add)), /generated an SDK for the aiccs package/);
	});
});
