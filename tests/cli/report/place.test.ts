import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { placeOfProgram, placesIn } from "../../../provider/cli/report/place";

describe("the place of a resource", () => {
	let repository: string;
	before(() => {
		repository = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-place-")));
		mkdirSync(join(repository, ".git"));
		mkdirSync(join(repository, "apps", "campaigns"), { recursive: true });
		mkdirSync(join(repository, "apps", "yml"));
		writeFileSync(join(repository, "apps", "yml", "Pulumi.yml"), "name: yml\nruntime: yaml\n");
	});
	after(() => rmSync(repository, { recursive: true, force: true }));

	const fileOf = (position: string | undefined, folder = join("apps", "campaigns")) =>
		placesIn(join(repository, folder))(position)?.file;

	it("is counted from the root of the repository", () => {
		assert.deepEqual(placesIn(join(repository, "apps", "campaigns"))("project:///src/index.ts#3,14"), {
			file: "apps/campaigns/src/index.ts",
			line: 3,
			column: 14,
		});
		assert.equal(fileOf("project:///index.ts#3,1", "."), "index.ts");
	});

	it("may be beside the program, in the same repository", () => {
		assert.equal(fileOf("project:///../lib/campaign.ts#1,1"), "apps/lib/campaign.ts");
	});

	it("is none outside of the repository, and none in a package", () => {
		assert.equal(fileOf("project:///../../../other/index.ts#1,1"), undefined);
		assert.equal(fileOf("project:///node_modules/lib/index.js#1,1"), undefined);
		assert.equal(fileOf("project:///../../node_modules/lib/index.js#1,1"), undefined);
	});

	it("is none for the repository itself and the folder above, which are no files", () => {
		assert.equal(fileOf("project:///../..#1,2"), undefined);
		assert.equal(fileOf("project:///../../..#1,2"), undefined);
	});

	it("is none where the preview has none, as in a program in YAML", () => {
		assert.equal(fileOf(undefined), undefined);
		assert.equal(fileOf("file:///index.ts#1,1"), undefined);
		assert.equal(fileOf("project:///index.ts"), undefined);
	});

	it("has the names of folders as they are, and those of Windows with slashes", () => {
		assert.equal(fileOf("project:///my%20calls/100%25%23%3F.ts#1,1"), "apps/campaigns/my calls/100%#?.ts");
		assert.equal(fileOf("project:///%E5%A4%96%E5%91%BC/index.ts#1,1"), "apps/campaigns/外呼/index.ts");
		assert.equal(fileOf("project:///..\\lib\\campaign.ts#1,1"), "apps/lib/campaign.ts");
		assert.equal(fileOf("project:///src%5Cindex.ts#1,1"), "apps/campaigns/src/index.ts");
		assert.equal(fileOf("project:///100%zz.ts#1,1"), "apps/campaigns/100%zz.ts");
	});

	it("has column 1 if the preview names none", () => {
		assert.equal(placesIn(repository)("project:///index.ts#3")?.column, 1);
	});

	it("of a program is the first line of its project file", () => {
		assert.deepEqual(placeOfProgram(join(repository, "apps", "campaigns")), {
			file: "apps/campaigns/Pulumi.yaml",
			line: 1,
			column: 1,
		});
		assert.equal(placeOfProgram(join(repository, "apps", "yml")).file, "apps/yml/Pulumi.yml");
	});
});
