import assert from "node:assert/strict";
import { javaScript } from "./support/campaign";
import { describePrograms, succeeded } from "./support/describe-programs";

const program = (source: string) =>
	javaScript(`
		class Part extends pulumi.ComponentResource {
			constructor(type, name, options) { super("test:index:" + type, name, {}, options); }
		}
		const task = (name, taskName, options) => new AiCallTask(name, { ...campaign, taskName }, options);
		${source}
	`);

const taskType = "pulumi-nodejs:dynamic/aiccs:AiCallTask";
const urnOf = (types: string, name: string) => `urn:pulumi:dev::program::${types}::${name}`;
const aliases = (types: string, name: string) => `aliases: ["${urnOf(types, name)}"]`;

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

/** The same tasks under other names and in other places, with the options that previews advise (`messages.test.ts`). */
const after = program(`
	const store = new Part("Store", "store");
	const market = new Part("Shop", "market");
	task("bare", "renamed", { aliases: [{ name: "plain" }] });
	task("into", "moved into a component", { aliases: [{ parent: pulumi.rootStackResource }], parent: store });
	task("out", "moved out of one", { ${aliases(`test:index:Shop$${taskType}`, "out")} });
	task("typed", "whose component has another type", {
		${aliases(`test:index:Shop$${taskType}`, "typed")}, parent: store,
	});
	task("market-calls", "named after its component", { aliases: [{ name: "shop-calls" }], parent: market });
	task("a::c", "with colons", { aliases: [{ name: "a::b" }] });
`);

describePrograms("a resource under a new name or in a new place", (open) => {
	it("is the one that it was with its alias, also when it is replaced", async () => {
		const { program, simulator } = await open({ files: before });
		await succeeded(program.up());
		program.write(after);

		const moved = await succeeded(program.preview());
		assert.doesNotMatch(moved, /error|AiCallTask\S* \S+ (create|update|delete|replace)/);
		assert.match(moved, /- +1 to delete|2 to create/, "only the components come and go");
		// Replaced without being compared first, it is its own task all the same, under the URN that it had.
		const tainted = ["into", "a::b"].map((name) => urnOf(taskType, name));
		await succeeded(program.run(["state", "taint", ...tainted, "--yes"]));
		const replaced = await succeeded(program.preview());
		assert.match(replaced, /2 to replace/);
		assert.doesNotMatch(replaced, /error/);
		assert.equal(simulator.tasks().length, 6);
	});
});
