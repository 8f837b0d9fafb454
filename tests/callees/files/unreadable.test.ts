import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync } from "node:zlib";
import { Faults } from "../../../provider/callees/files/faults";
import { allCallees, allNumbers, Zoo } from "./support";

/** The superuser may read everything. */
async function asOrdinaryUser<T>(act: () => Promise<T>): Promise<T> {
	const isSuperuser = process.geteuid?.() === 0;
	if (isSuperuser) process.seteuid?.(65_534);
	try {
		return await act();
	} finally {
		if (isSuperuser) process.seteuid?.(0);
	}
}

describe("a file that is no list", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
		chmodSync(zoo.folder, 0o755);
	});
	after(() => zoo.remove());

	/** What is found by both readers at a path. */
	async function findings(path: string): Promise<string[]> {
		const [source, doNotCall] = [new Faults("source"), new Faults("doNotCall")];
		assert.deepEqual(await allCallees(path, { encryptionType: 0, faults: source }), []);
		assert.deepEqual(await allNumbers(path, { encryptionType: 0, faults: doNotCall }), []);
		const found = zoo.shown(source, []);
		assert.deepEqual(
			zoo.shown(doNotCall, []),
			found.map((text) => text.replace("source", "doNotCall")),
		);
		return found;
	}

	it("is missing", async () => {
		assert.deepEqual(await findings(join(zoo.folder, "none.csv")), [
			"error: source names none.csv, which does not exist. Correct the path; it is relative to the folder of the program.",
		]);
	});

	it("is below a file", async () => {
		const path = zoo.write("a.csv", "phone\n");

		assert.deepEqual(await findings(join(path, "b.csv")), [
			"error: source names a.csv/b.csv, which does not exist. Correct the path; it is relative to the folder of the program.",
		]);
	});

	it("is a folder", async () => {
		mkdirSync(join(zoo.folder, "folder.csv"));

		assert.deepEqual(await findings(join(zoo.folder, "folder.csv")), [
			"error: source names folder.csv, which is a folder. Name a file.",
		]);
	});

	it("is one that this user may not read", async function () {
		// Windows has no such permissions.
		if (process.platform === "win32") this.skip();
		const path = zoo.write("closed.csv", "phone\n");
		chmodSync(path, 0);
		const expected = [
			"error: source names closed.csv, which may not be read by this user. Give this user the permission to read it.",
		];

		assert.deepEqual(await asOrdinaryUser(() => findings(path)), expected);
	});

	it("is a pipe, which is not opened", async function () {
		// Windows has no such files.
		if (process.platform === "win32") this.skip();
		execFileSync("mkfifo", [join(zoo.folder, "pipe.csv")]);

		assert.deepEqual(await findings(join(zoo.folder, "pipe.csv")), [
			"error: source names pipe.csv, which is a pipe or a device. Use a file: it is read more than once.",
		]);
	});

	it("is a device", async function () {
		// Windows has no such files.
		if (process.platform === "win32") this.skip();
		assert.deepEqual(await findings("/dev/zero"), [
			"error: source names /dev/zero, which is a pipe or a device. Use a file: it is read more than once.",
		]);
	});

	/** The beginning of a zip archive with one file, as a workbook has it. */
	const workbook = Buffer.concat([
		Buffer.from("PK\x03\x04\x14\x00\x00\x00\x08\x00", "latin1"),
		Buffer.alloc(16),
		Buffer.from("[Content_Types].xml"),
		deflateRawSync("<Types/>"),
	]);
	const contents: [why: string, name: string, content: string | Buffer, problem: string][] = [
		["is empty", "a.csv", "", "names a.csv, which is empty. Use a file with rows."],
		[
			"is an Excel workbook",
			"a.xlsx",
			workbook,
			"names a.xlsx, which is an Excel workbook or another zip archive. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is an Excel workbook with the name of a CSV file",
			"a.csv",
			workbook,
			"names a.csv, which is an Excel workbook or another zip archive. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is an Excel workbook of the old format",
			"a.xls",
			Buffer.from("d0cf11e0a1b11ae1", "hex"),
			"names a.xls, which is an Excel workbook of the old format. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is compressed",
			"a.csv",
			gzipSync("phone\n13800138000\n"),
			"names a.csv, which is compressed. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is a PDF document",
			"a.csv",
			"%PDF-1.7\n",
			"names a.csv, which is a PDF document. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is a page in HTML",
			"a.csv",
			"\ufeff\n<!DOCTYPE html><html><body>Sign in</body></html>",
			"names a.csv, which is a page in HTML or XML. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"is a table in HTML, as some programs export for Excel",
			"a.xls",
			"<table><tr><td>13800138000</td></tr></table>",
			"names a.xls, which is a page in HTML or XML. Save it as CSV in UTF-8 and use that file.",
		],
		[
			"has a NUL byte",
			"a.csv",
			"phone\n13800138000\n139\x000139000\n",
			"names a.csv, which has a NUL byte in line 3: it is not text, or damaged. Export it again, as CSV in UTF-8.",
		],
		[
			"is UTF-16 without a byte order mark",
			"a.csv",
			Buffer.from("phone\n13800138000\n", "utf16le"),
			"names a.csv, which has a NUL byte in line 1: it is not text, or damaged. Export it again, as CSV in UTF-8.",
		],
		[
			"is neither UTF-8 nor GB18030",
			"a.csv",
			Buffer.from("phone,name\n13800138000,a\n13900139000,Ren\xe9\n", "latin1"),
			"names a.csv, which is neither UTF-8 nor GB18030 (line 3). Export it again, as CSV in UTF-8.",
		],
		[
			"is UTF-8 with one damaged character",
			"a.csv",
			Buffer.concat([
				Buffer.from("手机号,姓名\n13800138000,王小明\n13900139000,"),
				Buffer.from([0xe6, 0x9d]),
				Buffer.from(",\n"),
			]),
			"names a.csv, which has damaged characters (line 3). Export it again, as CSV in UTF-8.",
		],
		[
			"has characters that were lost before",
			"a.csv",
			"手机号,姓名\n13800138000,王\ufffd明\n",
			"names a.csv, which has damaged characters (line 2). Export it again, as CSV in UTF-8.",
		],
		[
			"is damaged UTF-16",
			"a.csv",
			Buffer.concat([Buffer.from("\ufeffphone\n13800138000\n", "utf16le"), Buffer.from([0x00, 0xd8, 0x41, 0x00])]),
			"names a.csv, which has damaged characters (line 3). Export it again, as CSV in UTF-8.",
		],
		[
			"is a list in JSON",
			"a.json",
			'[\n{"phone":"13800138000"}\n]',
			"names a.json, which is a list in JSON. Write JSON Lines: one object on each line, without [ and commas around them (jq -c '.[]' does it).",
		],
	];
	for (const [why, name, content, problem] of contents) {
		it(why, async () => {
			assert.deepEqual(await findings(zoo.write(name, content)), [`error: source ${problem}`]);
		});
	}
});
