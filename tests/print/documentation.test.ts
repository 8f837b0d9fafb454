import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taskDefinition } from "../../provider/tasks/definition";
import schemaJson from "../../schema.json";
import { argsSource } from "../../tools/print/argument-types";
import { describeResource } from "../../tools/print/property-types";

const { properties } = taskDefinition;

const root = join(__dirname, "..", "..");
const { inputProperties } = schemaJson.resources["aiccs:index:AiCallTask"];

/** The documentation comments of one interface, by property. */
function commentsIn(name: string): ReadonlyMap<string, string> {
	const [, body = ""] =
		new RegExp(`export interface ${name} \\{\n([\\s\\S]*?)\n\\}`).exec(argsSource(describeResource(taskDefinition))) ??
		[];
	const comments = [...body.matchAll(/\t\/\*\*\n([\s\S]*?)\t \*\/\n\t(?:readonly )?(\w+)\??:/g)];
	return new Map(comments.map(([, text = "", property = ""]) => [property, text.replaceAll(/^\t \* ?/gm, "")]));
}

describe("the documentation of a property in an editor", () => {
	const comments = commentsIn("AiCallTaskArgs");

	it("lists every property in the model's order", () => {
		assert.deepEqual([...comments.keys()], [...properties.keys()]);
	});

	for (const [property, { description, forms, source, onlyWhen }] of properties) {
		it(`has the meaning, form, effect of a change and source of ${property}`, () => {
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
		it(`has the condition of ${property}`, () => {
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
		it(`has the effect of a change of ${property}`, () => assert.match(comments.get(property) ?? "", effect));
	}

	it("describes a change in the same words as the reference and schema.json", () => {
		const reference = readFileSync(join(root, "docs", "reference.md"), "utf8");
		for (const property of properties.keys()) {
			const row = reference.split("\n").find((line) => line.startsWith(`| \`${property}\``)) ?? "";
			const words = row.split(" | ").at(-1)?.replace(/ \|$/, "").replaceAll("**", "") ?? "";
			const inSchema = Reflect.get(inputProperties, property);

			assert.match(words, /^(updates|replaces|starts or stops) the task|^is only recorded|^has no effect/, property);
			assert.ok(comments.get(property)?.includes(`A change ${words}`), property);
			assert.ok(JSON.stringify(inSchema).includes(`A change ${words}`), property);
		}
	});

	it("describes every output, too", () => {
		const outputs = commentsIn("AiCallTaskOutputs");

		for (const [output, text] of outputs) assert.ok(text.trim().length > 10, output);
		assert.ok([...properties.keys()].every((property) => outputs.has(property)));
	});
});

/** The anchors of a page's headings on GitHub. */
function anchorsOf(text: string): ReadonlySet<string> {
	const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replaceAll(/[^\w -]/g, "")
				.replaceAll(" ", "-"),
		),
	);
}

describe("the README", () => {
	const readme = readFileSync(join(root, "README.md"), "utf8");

	it("shows the quickstart, which other tests run, as the first campaign", () => {
		const [, program] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];

		assert.equal(program, readFileSync(join(root, "examples", "quickstart", "index.ts"), "utf8"));
	});

	it("explains messages that the provider writes, and one of Pulumi's", () => {
		const provider = join(root, "provider");
		const sources = readdirSync(provider, { recursive: true, encoding: "utf8" })
			.filter((file) => file.endsWith(".ts"))
			.map((file) => readFileSync(join(provider, file), "utf8"));
		const [, section = ""] = /\n## When something breaks\n([\s\S]*?)\n## /.exec(readme) ?? [];
		const quoted = [...section.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message = ""]) => message);

		const isWritten = (message: string) => {
			const parts = message.split("…").map((part) => part.trim());
			return sources.some((source) => parts.every((part) => source.includes(part)));
		};
		const unknown = quoted.filter((message) => !isWritten(message));

		assert.ok(quoted.length > 5, section);
		assert.deepEqual(unknown, ["failed to load checkpoint: EOF"]);
	});
});

describe("a link in the documentation", () => {
	const pages = ["README.md", "CONTRIBUTING.md", "simulator/README.md"].concat(
		readdirSync(join(root, "docs")).map((file) => `docs/${file}`),
	);
	for (const page of pages) {
		it(`leads to an existing file and heading: ${page}`, () => {
			const text = readFileSync(join(root, page), "utf8");
			for (const [, path = "", anchor] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)) {
				const file = path === "" ? join(root, page) : join(root, dirname(page), path);

				assert.ok(existsSync(file), `${path}: no such file`);
				if (anchor !== undefined) assert.ok(anchorsOf(readFileSync(file, "utf8")).has(anchor), `#${anchor}`);
			}
		});
	}
});
