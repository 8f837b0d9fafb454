import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

type Aliases = Readonly<Record<string, string>>;

const program = (source: string) =>
	javaScript(`
		class Part extends pulumi.ComponentResource {
			constructor(type, name, options) { super("test:index:" + type, name, {}, options); }
		}
		const task = (name, taskName, options) => new AiCallTask(name, { ...campaign, taskName }, options);
		${source}
	`);

/** Where the resources are at first. */
const before = program(`
	const shop = new Part("Shop", "shop");
	task("plain", "renamed");
	task("into", "moved into a component");
	task("out", "moved out of one", { parent: shop });
	task("typed", "whose component has another type", { parent: shop });
	task("shop-calls", "named after its component", { parent: shop });
	task("a::b", "with colons");
`);

/** The same tasks under other names and in other places. */
const after = (aliases: Aliases = {}) => {
	const options = (name: string, parent?: string) =>
		`{ ${[aliases[name], parent && `parent: ${parent}`].filter((option) => option).join(", ")} }`;
	return program(`
		const store = new Part("Store", "store");
		const market = new Part("Shop", "market");
		task("bare", "renamed", ${options("bare")});
		task("into", "moved into a component", ${options("into", "store")});
		task("out", "moved out of one", ${options("out")});
		task("typed", "whose component has another type", ${options("typed", "store")});
		task("market-calls", "named after its component", ${options("market-calls", "market")});
		task("a::c", "with colons", ${options("a::c")});
	`);
};

describePrograms("a resource under a new name or in a new place", (open) => {
	it("is told the option that makes it the one that it was, and that option works", async () => {
		const { program, simulator } = await open({ files: before });
		await succeeded(program.up());
		program.write(after());

		const said = diagnosticsOf(await failed(program.preview()));

		const found: Record<string, string> = {};
		for (const [name, lines] of said) {
			for (const line of lines.filter((one) => one.startsWith("error: taskName"))) {
				assert.doesNotMatch(
					line,
					/adoptTaskId|renaming that task/,
					`a task of this stack is not a stranger's: ${line}`,
				);
				found[name] = /add the option (aliases: \[.+\])\. Otherwise/.exec(line)?.[1] ?? line;
			}
		}
		const urn = (types: string, name: string) => `"urn:pulumi:dev::program::${types}::${name}"`;
		const task = "pulumi-nodejs:dynamic/aiccs:AiCallTask";
		assert.deepEqual(found, {
			bare: 'aliases: [{ name: "plain" }]',
			into: "aliases: [{ parent: pulumi.rootStackResource }]",
			out: `aliases: [${urn(`test:index:Shop$${task}`, "out")}]`,
			typed: `aliases: [${urn(`test:index:Shop$${task}`, "typed")}]`,
			"market-calls": 'aliases: [{ name: "shop-calls" }]',
			"a::c": 'aliases: [{ name: "a::b" }]',
		});
		assert.match(said.get("a::c")?.join() ?? "", /belongs to resource "a::b" of this stack/);

		program.write(after(found));
		const moved = await succeeded(program.preview());
		assert.doesNotMatch(moved, /error|AiCallTask\S* \S+ (create|update|delete|replace)/);
		assert.match(moved, /- +1 to delete|2 to create/, "only the components come and go");
		// Replaced without being compared first, it is its own task all the same, under the URN that it had.
		for (const name of ["into", "a::b"]) {
			await succeeded(program.run(["state", "taint", `urn:pulumi:dev::program::${task}::${name}`, "--yes"]));
		}
		const replaced = await succeeded(program.preview());
		assert.match(replaced, /2 to replace/);
		assert.doesNotMatch(replaced, /error/);
		assert.equal(simulator.tasks().length, 6);
	});
});
