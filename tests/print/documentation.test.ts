import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { taskDefinition } from "../../provider/tasks/definition";

import schemaJson from "../../schema.json";
import { argsSource } from "../../tools/print/argument-types";
import { describeResource } from "../../tools/print/property-types";

const { properties } = taskDefinition;

const { inputProperties } = schemaJson.resources["aiccs:index:AiCallTask"];

/** The documentation comments of one interface, by property. */
function commentsIn(name: string): ReadonlyMap<string, string> {
	const [, body = ""] =
		new RegExp(`export interface ${name} \\{\n([\\s\\S]*?)\n\\}`).exec(argsSource(describeResource(taskDefinition))) ??
		[];
	const comments = [...body.matchAll(/\t\/\*\*\n([\s\S]*?)\t \*\/\n\t(?:readonly )?(\w+)\??:/g)];
	return new Map(comments.map(([, text = "", property = ""]) => [property, text.replaceAll(/^\t \* ?/gm, "")]));
}

describe("what an editor shows of a property", () => {
	const comments = commentsIn("AiCallTaskArgs");

	it("is there for each, in the model's order", () => {
		assert.deepEqual([...comments.keys()], [...properties.keys()]);
	});

	for (const [property, { description, forms, source, onlyWhen }] of properties) {
		it(`is meaning, form, effect of a change, and source of ${property}`, () => {
			const [meaning, ...rest] = (comments.get(property) ?? "").trim().split("\n\n");

			assert.equal(meaning, description);
			assert.equal(rest[0], `Form: ${forms[0]}.`);
			assert.equal(rest.length, onlyWhen === undefined ? 3 : 4);
			assert.match(rest.at(-2) ?? "", /^A change .+\.$/);
			assert.equal(rest.at(-1), `Source: ${source}.`);
		});
	}

	for (const [property, { onlyWhen }] of properties) {
		if (onlyWhen === undefined) continue;
		it(`names the condition of ${property}`, () => {
			const condition = `${onlyWhen.required ? "Required exactly" : "Only"} when \`${onlyWhen.property}\` is ${onlyWhen.is}.`;

			assert.ok(comments.get(property)?.includes(condition));
		});
	}

	const effects: [property: string, effect: RegExp][] = [
		["taskName", /^A change updates the task in place; a running campaign is stopped for that time\.$/m],
		["agentId", /^A change replaces the task: the old one is stopped and renamed, and a new one is created\.$/m],
		["runState", /^A change starts or stops the task\.$/m],
		["onDestroy", /^A change is only recorded\.$/m],
		["adoptTaskId", /^A change has no effect on a task that exists\.$/m],
	];
	for (const [property, effect] of effects) {
		it(`says what a change of ${property} causes`, () => assert.match(comments.get(property) ?? "", effect));
	}

	it("says of a change what the README's table and schema.json say, in the same words", () => {
		const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");
		for (const property of properties.keys()) {
			const row = readme.split("\n").find((line) => line.startsWith(`| \`${property}\``)) ?? "";
			const words = row.split(" | ").at(-1)?.replace(/ \|$/, "").replaceAll("**", "") ?? "";
			const inSchema = Reflect.get(inputProperties, property);

			assert.match(words, /^(updates|replaces|starts or stops) the task|^is only recorded|^has no effect/, property);
			assert.ok(comments.get(property)?.includes(`A change ${words}`), property);
			assert.ok(JSON.stringify(inSchema).includes(`A change ${words}`), property);
		}
	});

	it("is there for each output, too", () => {
		const outputs = commentsIn("AiCallTaskOutputs");

		for (const [output, text] of outputs) assert.ok(text.trim().length > 10, output);
		assert.ok([...properties.keys()].every((property) => outputs.has(property)));
	});
});
