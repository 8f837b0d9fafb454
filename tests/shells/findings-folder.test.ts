import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { error } from "../../provider/definition/finding";
import { FindingsFolder } from "../../provider/program/findings-folder";
import { writeFindings } from "../../provider/shells/dynamic/findings-file";

const findings = [error("taskCps", "is too large.", "Use a whole number from 1 to 500.")];

describe("the folder for the findings of a preview", () => {
	it("does not exist when nothing is found, and each preview has its own", () => {
		const folder = new FindingsFolder();
		const file = folder.newFile();

		assert.ok(isAbsolute(file));
		assert.notEqual(dirname(new FindingsFolder().newFile()), dirname(file));
		writeFindings(file, []);
		assert.deepEqual(folder.take(file), []);
		assert.equal(existsSync(dirname(file)), false);
	});

	it("is removed with the file of the last registration, whether that succeeds or fails", () => {
		const folder = new FindingsFolder();
		const [first, second, third] = [folder.newFile(), folder.newFile(), folder.newFile()];
		writeFindings(first, findings);
		writeFindings(second, findings);

		assert.deepEqual(folder.take(first), findings);
		assert.equal(existsSync(first), false);
		folder.drop(second);
		assert.equal(existsSync(dirname(first)), true, "the third may just be written");
		assert.deepEqual(folder.take(third), []);
		assert.equal(existsSync(dirname(first)), false);
	});

	const [finding] = findings;
	const malformed: Readonly<Record<string, unknown>> = {
		"an object": finding,
		"a finding without a path": [{ ...finding, path: undefined }],
		"a finding of an unknown severity": [{ ...finding, severity: "hint" }],
		"a finding whose others are no texts": [{ ...finding, others: [1] }],
		"a finding with an incomplete holder": [{ ...finding, holder: { id: "1" } }],
		"a finding with half a finding for its own task": [
			{ ...finding, holder: { id: "1", report: "unlessOwn", ifOwn: { problem: "is kept." } } },
		],
	};

	for (const [title, content] of Object.entries({ ...malformed, "no JSON": undefined })) {
		it(`gives one error instead of ${title}`, () => {
			const folder = new FindingsFolder();
			const file = folder.newFile();
			mkdirSync(dirname(file));
			writeFileSync(file, content === undefined ? "[{" : JSON.stringify(content));

			const [only, ...more] = folder.take(file);

			assert.deepEqual([only?.severity, more], ["error", []]);
			assert.match(only?.problem ?? "", /cannot be read/);
			assert.equal(existsSync(dirname(file)), false);
		});
	}

	it("is removed by a program that ends before it has read all files", () => {
		const script = `
			const { FindingsFolder } = require("./provider/program/findings-folder");
			const { writeFindings } = require("./provider/shells/dynamic/findings-file");
			const file = new FindingsFolder().newFile();
			writeFindings(file, [{}]);
			console.log(file, require("fs").existsSync(file));
		`;

		const { stdout } = spawnSync(process.execPath, ["--import=tsx", "-e", script], { encoding: "utf8" });

		const [file = "", existed] = stdout.trim().split(" ");
		assert.equal(existed, "true", stdout);
		assert.equal(existsSync(dirname(file)), false);
	});
});
