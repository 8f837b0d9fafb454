import assert from "node:assert/strict";
import { markdownTable } from "../../tools/matrix/markdown";
import { isWanted, parseMatrixOptions } from "../../tools/matrix/options";
import type { Group } from "../../tools/matrix/row";

const groups: Group[] = ["types", "layouts", "sdk"].map((name) => ({ name, head: [], rows: async () => [] }));

describe("the matrix", () => {
	it("tries every group unless --rows names some", () => {
		assert.deepEqual(parseMatrixOptions([], groups).chosen, groups);
		assert.deepEqual(
			parseMatrixOptions(["--rows", "sdk,types"], groups).chosen.map(({ name }) => name),
			["sdk", "types"],
		);
	});

	it("refuses a group or an option that it does not have, and names those it has", () => {
		assert.throws(
			() => parseMatrixOptions(["--rows", "layout"], groups),
			/"layout"\. Choose from types, layouts, sdk\./,
		);
		assert.throws(() => parseMatrixOptions(["--row", "types"], groups), /--row/);
	});

	it("tries those rows of a group whose cells hold a text", () => {
		const { only } = parseMatrixOptions(["--only", "PnP"], groups);

		assert.ok(isWanted(["Yarn 4", "PnP, workspaces"], only));
		assert.ok(!isWanted(["npm 11", "default"], only));
		assert.ok(isWanted(["npm 11", "default"], parseMatrixOptions([], groups).only));
	});

	it("prints a table of Markdown, whatever its cells hold", () => {
		const table = markdownTable([
			["a", "b"],
			["1", "x | y"],
		]);

		assert.equal(table, "| a | b |\n| --- | --- |\n| 1 | x \\| y |");
	});
});
