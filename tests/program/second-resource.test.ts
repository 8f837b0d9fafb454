import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AiCallTask } from "../../provider";
import { declare, defineOptionalOutputs, isOfType } from "../../provider/program/resource";
import type { ResourceFacts } from "../../provider/program/resource-facts";
import { aDefinition } from "../support/definitions";

const facts: ResourceFacts = {
	type: "pulumi-nodejs:dynamic/aiccs:Toy",
	schemaType: "aiccs:index:Toy",
	provider: 'exports.handler=()=>require("pulumi-aiccs/dynamic").toy',
	properties: {
		required: ["label"],
		optional: ["size", "opensAt"],
		outputs: ["state"],
		moments: ["opensAt"],
		id: "toyId",
	},
	insteadOfImport: (id) => `Remove it, and look for toy ${id}.`,
	heldInStack: () => ({ fix: "Choose another label." }),
};

class Toy extends pulumi.CustomResource {
	static override isInstance(value: unknown): value is Toy {
		return isOfType(facts, value);
	}

	static get(name: string, id: pulumi.Input<pulumi.ID>, options: pulumi.CustomResourceOptions = {}): Toy {
		return new Toy(name, {}, { ...options, id });
	}

	declare readonly label: pulumi.Output<string>;
	declare readonly size: pulumi.Output<number | undefined>;
	declare readonly state: pulumi.Output<string>;

	constructor(
		name: string,
		args: { label?: string; size?: number | null },
		options: pulumi.CustomResourceOptions = {},
	) {
		const declaration = declare(facts, name, args, options);
		try {
			super(facts.type, name, declaration.inputs, declaration.options);
		} catch (error) {
			throw declaration.fail(error, Toy);
		}
		declaration.end(this);
	}

	static {
		defineOptionalOutputs(Toy, facts);
	}
}

function settled<T>(output: pulumi.Output<T>): Promise<T> {
	return new Promise((resolve) => output.apply(resolve));
}

describe("a second resource class", () => {
	const declared: pulumi.runtime.MockResourceArgs[] = [];
	beforeEach(() => {
		declared.length = 0;
		return pulumi.runtime.setMocks(
			{
				newResource: (args) => {
					declared.push(args);
					return { id: args.id || "toy-1", state: { label: "read", ...args.inputs, state: "new" } };
				},
				call: () => ({}),
			},
			"shop",
			"dev",
		);
	});
	after(() => pulumi.runtime.resetOptions("", "", -1, "", "", false, ""));

	it("has its own type, provider line and owner", async () => {
		await settled(new Toy("ball", { label: "red", size: null }).id);

		const [{ type, inputs } = {}] = declared;
		assert.equal(type, facts.type);
		assert.deepEqual(inputs, {
			label: "red",
			__provider: 'exports.handler=()=>require("pulumi-aiccs/dynamic").toy',
			__owner: "organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:Toy::ball",
		});
	});

	it("has outputs that the provider sets, and outputs without a value for arguments that are left out", async () => {
		const [small, large] = [new Toy("small", { label: "red" }), new Toy("large", { label: "blue", size: 3 })];

		assert.equal(await settled(small.state), "new");
		assert.equal(await settled(small.size), undefined);
		assert.equal(await settled(large.size), 3);
		assert.equal("taskCps" in large, false);
	});

	it("reads a resource by its id", async () => {
		const toy = Toy.get("ball", "toy-7");

		assert.equal(await settled(toy.id), "toy-7");
		assert.equal(await settled(toy.label), "read");
		assert.equal(declared[0]?.id, "toy-7");
	});

	it("knows its own instances only", () => {
		const [toy, task] = [new Toy("ball", { label: "red" }), new AiCallTask("spring", aDefinition())];

		assert.deepEqual([toy, task].map(Toy.isInstance), [true, false]);
		assert.deepEqual([toy, task].map(AiCallTask.isInstance), [false, true]);
	});

	it("names the resource whose id it uses, which a preview may not know", async () => {
		const task = new AiCallTask("spring", aDefinition());
		const box = { ...facts, belongsTo: "label" };
		const ofTask = declare(box, "ball", { label: task.taskId }, {});
		const ofText = declare(box, "cube", { label: "118712345678901234" }, {});

		assert.equal(
			await ofTask.inputs.__belongsTo,
			"organization/urn:pulumi:dev::shop::pulumi-nodejs:dynamic/aiccs:AiCallTask::spring",
		);
		assert.equal("__belongsTo" in ofText.inputs, false);
		for (const declaration of [ofText, ofTask]) declaration.fail(undefined, Toy);
	});

	it("refuses an import with its own advice", () => {
		assert.throws(
			() => new Toy("ball", { label: "red" }, { import: "toy-7" }),
			/^Error: "ball": the option import does not work .+\. Remove it, and look for toy toy-7\.$/,
		);
		assert.deepEqual(declared, []);
	});

	it("names the program's line when it cannot be declared", () => {
		assert.throws(
			() => new Toy("", { label: "red" }),
			({ stack }: Error) => {
				assert.match(stack?.split("\n")[1] ?? "", /second-resource\.test\.ts/);
				return true;
			},
		);
	});
});
