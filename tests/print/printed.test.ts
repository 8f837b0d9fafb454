import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { tables, withTables } from "../../tools/print/tables";
import { printed } from "../../tools/print/write";

const root = resolve(__dirname, "..", "..");

describe("what is generated from the model", () => {
	for (const { file, text, now } of printed()) {
		it(`is up to date: ${file}`, () => {
			assert.ok(existsSync(join(root, file)), `There is no ${file}.`);
			assert.ok(now === text, `${file} is not what the model says. Run: npm run schema`);
		});
	}

	for (const name of tables().keys()) {
		it(`has its place in the reference: ${name}`, () => {
			const reference = printed().find(({ file }) => file === "docs/reference.md")?.now ?? "";
			const marks = [`<!-- ${name}: written by npm run schema -->\n`, `\n<!-- end ${name} -->`];

			for (const mark of marks) assert.equal(reference.split(mark).length - 1, 1, `holds once: ${mark.trim()}`);
			assert.ok(reference.indexOf(marks[0] ?? "") < reference.indexOf(marks[1] ?? ""), `${name} ends after it begins`);
		});
	}
});

describe("the reference's tables", () => {
	const marked = (inside: string) =>
		`Before.\n<!-- outputs of AiCallTask: written by npm run schema -->\n${inside}\n<!-- end outputs of AiCallTask -->\nAfter.\n`;

	it("are written between their marks, and nothing else changes", () => {
		const text = withTables(marked("old"));

		assert.match(text, /^Before\.\n<!-- outputs of AiCallTask: [^>]+-->\n\| output \| meaning \|\n/);
		assert.match(text, /\| `taskId` \|.+\|\n/);
		assert.match(text, /\n<!-- end outputs of AiCallTask -->\nAfter\.\n$/);
		assert.doesNotMatch(text, /\bold\b/);
	});

	it("stay the same if they are written again", () => {
		const once = withTables(marked("old"));

		assert.equal(withTables(once), once);
	});

	it("leave a text without marks unchanged", () => {
		assert.equal(withTables("No marks.\n"), "No marks.\n");
	});

	it("have as many cells in each row as in the head", () => {
		const text = withTables(
			"<!-- parameters of AiCallTask: written by npm run schema -->\n\n<!-- end parameters of AiCallTask -->\n<!-- outputs of AiCallTask: written by npm run schema -->\n\n<!-- end outputs of AiCallTask -->",
		);
		const widths = text
			.split("<!-- end")
			.map((part) =>
				part.split("\n").flatMap((line) => (line.startsWith("|") ? [line.split(/(?<!\\)\|/).length] : [])),
			);

		for (const rows of widths) assert.ok(new Set(rows).size <= 1, rows.join());
		assert.deepEqual([widths[0]?.[0], widths[1]?.[0]], [6, 4]);
	});
});
