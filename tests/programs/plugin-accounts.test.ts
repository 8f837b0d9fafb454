import assert from "node:assert/strict";
import { type Simulator, startSimulator } from "../../simulator";
import { describePrograms, succeeded } from "./support/describe-programs";
import { list, pathOf, ref, task, yaml } from "./support/languages";

const settings = { updateInInit: "accepted" } as const;
const people = (first: number) =>
	`calleeNumber\n${Array.from({ length: 3 }, (_, index) => `${13_800_000_000 + first + index}\n`).join("")}`;

describePrograms("a program in YAML with several accounts", (open) => {
	const others: Simulator[] = [];
	afterEach(async () => {
		for (const one of others.splice(0)) await one.stop();
	});

	async function start(name: string, seed: number): Promise<Simulator> {
		const simulator = await startSimulator({ seed, accessKeySecret: `SecretOf${name}Marked`, settings });
		others.push(simulator);
		return simulator;
	}

	it("has tasks of one name in each, by configuration and by explicit providers, and leaves nothing", async () => {
		const [emea, apac, own] = [await start("emea", 2), await start("apac", 3), await start("own", 4)];
		const provider = ({ url, accessKeyId, accessKeySecret }: Simulator, more: object = {}) => ({
			type: "pulumi:providers:aiccs",
			properties: {
				endpoint: url,
				accessKeyId,
				accessKeySecret: { "fn::secret": accessKeySecret },
				...more,
			},
		});
		const spring = (properties: object, options: object = {}) => task({ taskName: "spring", ...properties }, options);
		const { program, simulator } = await open(
			{
				files: {
					...yaml({
						ofStack: spring({}),
						ofEmea: spring({ account: "emea" }),
						inEmea: list(ref("ofEmea.taskId"), "./emea.csv", { account: "emea" }),
						elsewhere: provider(own, { accounts: { apac: accountOf(apac) } }),
						ofElsewhere: spring({}, { provider: ref("elsewhere") }),
						ofApac: spring({ account: "apac" }, { provider: ref("elsewhere") }),
						inApac: {
							...list(ref("ofApac.taskId"), "./apac.csv", { account: "apac" }),
							options: { provider: ref("elsewhere") },
						},
					}),
					"emea.csv": people(0),
					"apac.csv": people(10),
				},
				path: await pathOf("yaml"),
				config: { "aiccs:listLagSeconds": "0" },
			},
			{ settings },
		);
		for (const [key, value] of Object.entries(accountOf(emea))) {
			const path = ["config", "set", "--path", `aiccs:accounts.emea.${key}`, value];
			await succeeded(program.run(key === "accessKeySecret" ? [...path, "--secret"] : path));
		}
		const all = [simulator, emea, own, apac];
		const output = [await succeeded(program.preview())];
		assert.ok(all.every((one) => one.tasks().length === 0));

		output.push(await succeeded(program.up()));
		assert.deepEqual(
			all.map((one) => one.tasks().map(({ taskName }) => taskName)),
			[["spring"], ["spring"], ["spring"], ["spring"]],
		);
		assert.deepEqual(
			all.map((one) => one.details(one.task("spring")?.taskId ?? "").length),
			[0, 3, 0, 3],
		);
		const state = program.state().text;
		for (const one of all) one.clearRequests();
		output.push(await succeeded(program.up("--expect-no-changes")));
		assert.deepEqual(
			all.flatMap((one) => one.actions()),
			[],
		);

		output.push(await succeeded(program.destroy()));
		for (const one of all) {
			const [{ taskId = "", taskName = "" } = {}] = one.tasks();
			assert.equal(taskName, `released-${taskId}`);
			assert.ok(one.details(taskId).every(({ callResult }) => callResult === "CANCEL"));
		}
		for (const text of [...output, state]) assert.doesNotMatch(text, /SecretOf\w+Marked/);
	});
});

function accountOf({ url, accessKeyId, accessKeySecret }: Simulator): Record<string, string> {
	return { endpoint: url, accessKeyId, accessKeySecret };
}
