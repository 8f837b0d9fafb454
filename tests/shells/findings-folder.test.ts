import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { error } from "../../provider/definition/finding";
import { FindingsFolder } from "../../provider/program/findings-folder";
import { leaveFindings } from "../../provider/shells/dynamic/findings-file";

const findings = [error("taskCps", "is too large.", "Use a whole number from 1 to 500.")];

describe("the folder by which findings travel", () => {
	it("does not exist where nothing is found, and is another one for each preview", () => {
		const folder = new FindingsFolder();
		const file = folder.newFile();

		assert.ok(isAbsolute(file));
		assert.notEqual(dirname(new FindingsFolder().newFile()), dirname(file));
		leaveFindings(file, []);
		assert.deepEqual(folder.take(file), []);
		assert.equal(existsSync(dirname(file)), false);
	});

	it("goes with the last resource that is waited for, whether its registration succeeds or fails", () => {
		const folder = new FindingsFolder();
		const [first, second, third] = [folder.newFile(), folder.newFile(), folder.newFile()];
		leaveFindings(first, findings);
		leaveFindings(second, findings);

		assert.deepEqual(folder.take(first), findings);
		assert.equal(existsSync(first), false);
		folder.drop(second);
		assert.equal(existsSync(dirname(first)), true, "the third may be written right now");
		assert.deepEqual(folder.take(third), []);
		assert.equal(existsSync(dirname(first)), false);
	});

	it("is gone after a program that ends before it has read everything", () => {
		const script = `
			const { FindingsFolder } = require("./provider/program/findings-folder");
			const { leaveFindings } = require("./provider/shells/dynamic/findings-file");
			const file = new FindingsFolder().newFile();
			leaveFindings(file, [{}]);
			console.log(file, require("fs").existsSync(file));
		`;

		const { stdout } = spawnSync(process.execPath, ["--import=tsx", "-e", script], { encoding: "utf8" });

		const [file = "", existed] = stdout.trim().split(" ");
		assert.equal(existed, "true", stdout);
		assert.equal(existsSync(dirname(file)), false);
	});
});
