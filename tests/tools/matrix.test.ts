import assert from "node:assert/strict";
import { markdownTable } from "../../tools/markdown-table";
import { isWanted, parseMatrixOptions } from "../../tools/matrix/options";
import type { Group } from "../../tools/matrix/row";

const groups: Group[] = ["types", "layouts", "sdk"].map((name) => ({ name, head: [], rows: async () => [] }));

describe("npm run test:matrix", () => {
	it("runs every group, or those of --rows", () => {
		assert.deepEqual(parseMatrixOptions([], groups).chosen, groups);
		assert.deepEqual(
			parseMatrixOptions(["--rows", "sdk,types"], groups).chosen.map(({ name }) => name),
			["sdk", "types"],
		);
	});

	it("refuses an unknown group or option, and lists the groups", () => {
		assert.throws(
			() => parseMatrixOptions(["--rows", "layout"], groups),
			/no group "layout"\. Choose from types, layouts, sdk\./,
		);
		assert.throws(() => parseMatrixOptions(["--row", "types"], groups), /--row/);
	});

	it("runs the rows of a group that contain the text of --only", () => {
		const { only } = parseMatrixOptions(["--only", "PnP"], groups);

		assert.ok(isWanted(["Yarn 4", "PnP, workspaces"], only));
		assert.ok(!isWanted(["npm 11", "default"], only));
		assert.ok(isWanted(["npm 11", "default"], parseMatrixOptions([], groups).only));
	});

	it("prints a Markdown table, whatever its cells contain", () => {
		const table = markdownTable(["a", "b"], [["1", "x | y\nz"]]);

		assert.equal(table, "| a | b |\n| --- | --- |\n| 1 | x \\| y z |");
	});
});
