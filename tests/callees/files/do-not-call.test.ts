import assert from "node:assert/strict";
import { Zoo } from "./support";

describe("a do-not-call file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const numbers = ["13800138000", "057188888888"];
	const taken = (header: string) =>
		`note: doNotCall takes the number from column "${header}" of a.csv. If that is wrong, name the right column calleeNumber.`;

	const forms: [why: string, content: string, lines: number[], findings: string[]][] = [
		["one number a line", "13800138000\n0571-8888 8888\n", [1, 2], []],
		["one number a line, with CRLF and a byte order mark", "\ufeff13800138000\r\n0571-88888888\r\n", [1, 2], []],
		["one number a line, with commas after them", "13800138000,\n0571-88888888,\n", [1, 2], []],
		["one number a line, with quotation marks", '"13800138000"\n"0571-88888888"\n', [1, 2], []],
		["numbers with a remark and no header", "Wang,+86 13800138000,2026-11-26\nLi,057188888888,20261126\n", [1, 2], []],
		["the vendor's header", "calleeNumber\n13800138000\n057188888888\n", [2, 3], []],
		["a usual header", "name,手机号\nWang,13800138000\nLi,057188888888\n", [2, 3], [taken("手机号")]],
		["any header of one column", "黑名单\n13800138000\n057188888888\n", [2, 3], [taken("黑名单")]],
		["JSON Lines", '{"phone":"13800138000"}\n{"phone":"057188888888"}\n', [1, 2], [taken("phone")]],
		[
			"fewer cells than the header, or empty ones",
			"calleeNumber,reason\n13800138000\n057188888888,asked,,\n",
			[2, 3],
			[],
		],
	];
	for (const [why, content, lines, expected] of forms) {
		it(`gives its numbers with ${why}`, async () => {
			const { found, findings } = await zoo.numbers("a.csv", content);

			assert.deepEqual(
				found,
				numbers.map((number, index) => ({ number, line: lines[index] })),
			);
			assert.deepEqual(findings, expected);
		});
	}

	it("takes hashes where numbers are encrypted, also without a header", async () => {
		const hash = "0123456789abcdef0123456789ABCDEF";
		const { numbers, findings } = await zoo.numbers("a.csv", `${hash}\n13800138000\n`, { encryptionType: 1 });

		assert.deepEqual(numbers, [hash]);
		assert.deepEqual(findings, [
			"error: doNotCall has 1 row of a.csv with a plain number where encryptionType asks for a hash (line 2). Replace the numbers with their hashes, or set encryptionType to 0.",
		]);
	});

	const cases: [why: string, content: string, numbers: string[], findings: string[]][] = [
		[
			"numbers that are never called",
			"13800138000\n+85298765432\n4008001234\n95588\n\n",
			["13800138000"],
			[
				"note: doNotCall has 3 rows of a.csv with a number that is never called, such as service numbers and other countries (lines 2, 3 and 4): ignored.",
				"note: doNotCall has 1 row of a.csv without any value (line 5): ignored.",
			],
		],
		[
			"rows that cannot be understood",
			"phone,name\n1.38E+10,a\n13900139000,b\n,c\n138****8000,d\nunknown,e\n",
			["13900139000"],
			[
				'error: doNotCall has 1 row of a.csv with a number in scientific notation (column "phone"; line 2): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
				'error: doNotCall has 1 row of a.csv without a number (column "phone"; line 4). Add the numbers, or remove these rows.',
				'error: doNotCall has 1 row of a.csv with a masked number (column "phone"; line 5). Export the full numbers.',
				'error: doNotCall has 1 row of a.csv with letters or other characters in the number (column "phone"; line 6). Write nothing but the number in this column.',
				taken("phone"),
			],
		],
		[
			"a first row that is damaged, and no header",
			"1.38E+10\n13900139000\n",
			["13900139000"],
			[
				"error: doNotCall has 1 row of a.csv with a number in scientific notation (line 1): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.",
			],
		],
		[
			"several numbers in a row without a header",
			"13800138000,13900139000\n13700137000\n",
			["13700137000"],
			[
				"error: doNotCall has 1 row of a.csv with numbers in several columns (line 1). Write one number on each line, or add a header line that names the column of the number.",
			],
		],
		[
			"rows that a quotation mark has taken in",
			'phone,name\n13800138000,"a\n13900139000,b"\n',
			["13800138000"],
			[
				"error: doNotCall has 1 row of a.csv with a number after a line break in a value (line 2): a quotation mark that is not closed may have taken in the next rows. Close the quotation mark, or remove the line break from the value.",
				taken("phone"),
			],
		],
		[
			"a row that has taken in the next one",
			"phone,reason\n13800138000,asked13900139000,asked\n",
			["13800138000"],
			[
				"error: doNotCall has 1 row of a.csv with more cells than the header (line 2): values may be in the wrong columns. Put quotation marks around values that contain the separator, or add the missing headers.",
				taken("phone"),
			],
		],
		[
			"no column that could be the number",
			"customer,name\na,b\n",
			[],
			[
				'error: doNotCall has no column with numbers in a.csv: its headers are "customer", "name". Name the right column calleeNumber.',
			],
		],
		[
			"several columns that could be the number",
			"phone,mobile\n13800138000,13900139000\n",
			[],
			[
				'error: doNotCall has several columns in a.csv that could be the number: "phone", "mobile". Name the right column calleeNumber.',
			],
		],
		[
			"a line break in the first number, and no header",
			"139\n00000000\n13900139000\n",
			[],
			[
				'error: doNotCall has no column with numbers in a.csv: its headers are "139". Name the right column calleeNumber.',
			],
		],
		[
			"a header only",
			"calleeNumber\n",
			[],
			[
				"warning: doNotCall has no number in a.csv, so it keeps no one from being called. Make sure that this is the right file.",
			],
		],
	];
	for (const [why, content, expectedNumbers, expected] of cases) {
		it(`with ${why}`, async () => {
			const { numbers, findings } = await zoo.numbers("a.csv", content);

			assert.deepEqual(numbers, expectedNumbers);
			assert.deepEqual(findings, expected);
		});
	}
});
