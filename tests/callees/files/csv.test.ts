import assert from "node:assert/strict";
import { Zoo } from "./support";

describe("a CSV file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const people = [
		{ number: "13800138000", outId: "c-100", variables: { customerName: "王小明" }, line: 2 },
		{ number: "13900139000", outId: "c-200", variables: { customerName: "Li, Lei" }, line: 3 },
	];
	const others = 'note: source sends the other columns of a.csv as variables: "customerName".';

	it("gives its callees in its order, with their lines", async () => {
		const { callees, findings } = await zoo.callees(
			"a.csv",
			'calleeNumber,outId,customerName\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"\n',
		);

		assert.deepEqual(callees, people);
		assert.deepEqual(findings, [others]);
	});

	const same: [why: string, content: string][] = [
		[
			"without a line break at its end",
			'calleeNumber,outId,customerName\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"',
		],
		["with CRLF", 'calleeNumber,outId,customerName\r\n13800138000,c-100,王小明\r\n13900139000,c-200,"Li, Lei"\r\n'],
		["with CR alone", 'calleeNumber,outId,customerName\r13800138000,c-100,王小明\r13900139000,c-200,"Li, Lei"\r'],
		[
			"with line ends of both kinds",
			'calleeNumber,outId,customerName\r\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"\r\n',
		],
		["with semicolons", "calleeNumber;outId;customerName\n13800138000;c-100;王小明\n13900139000;c-200;Li, Lei\n"],
		["with tabs", "calleeNumber\toutId\tcustomerName\n13800138000\tc-100\t王小明\n13900139000\tc-200\tLi, Lei\n"],
		[
			"with quotation marks around all",
			'"calleeNumber","outId","customerName"\n"13800138000","c-100","王小明"\n"13900139000","c-200","Li, Lei"\n',
		],
		[
			"with columns in another order",
			'outId,customerName,calleeNumber\nc-100,王小明,13800138000\nc-200,"Li, Lei",13900139000\n',
		],
		[
			"with blanks around headers and values",
			' calleeNumber , outId, customerName\u00a0\n 13800138000 , c-100,\t王小明 \n13900139000,c-200,"Li, Lei"\n',
		],
		[
			"with a byte order mark",
			'\ufeffcalleeNumber,outId,customerName\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"\n',
		],
		[
			"with a byte order mark before a quotation mark",
			'\ufeff"calleeNumber",outId,customerName\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"\n',
		],
		[
			"with two byte order marks",
			'\ufeff\ufeffcalleeNumber,outId,customerName\n13800138000,c-100,王小明\n13900139000,c-200,"Li, Lei"\n',
		],
		[
			"with a spreadsheet's marks of text",
			'calleeNumber,outId,customerName\n="13800138000",c-100,王小明\n\'13900139000,c-200,"Li, Lei"\n',
		],
	];
	for (const [why, content] of same) {
		it(`gives the same callees ${why}`, async () => {
			const { callees, findings } = await zoo.callees("a.csv", content);

			assert.deepEqual(callees, people);
			assert.deepEqual(findings, [others]);
		});
	}

	it("keeps line breaks, quotation marks and separators of quoted values, and counts lines as an editor does", async () => {
		const { callees, findings } = await zoo.callees(
			"a.csv",
			'phone,address\r\n13800138000,"Road 1\r\nHouse ""2"", left"\r\n\r\n13900139000,"a\nb\rc"\r\n13700137000,12" wall\r\n',
		);

		assert.deepEqual(callees, [
			{ number: "13800138000", outId: undefined, variables: { address: 'Road 1\r\nHouse "2", left' }, line: 2 },
			{ number: "13900139000", outId: undefined, variables: { address: "a\nb\rc" }, line: 5 },
			{ number: "13700137000", outId: undefined, variables: { address: '12" wall' }, line: 8 },
		]);
		assert.deepEqual(findings, [
			'note: source takes the number from column "phone" of a.csv. If that is wrong, set columns.',
			'note: source sends the other columns of a.csv as variables: "address".',
			"note: source has 2 rows of a.csv with a line break in a value (lines 2 and 5): if there should be none, a quotation mark is missing there.",
			"note: source has 1 row of a.csv without any value (line 4): ignored.",
		]);
	});

	it("has lines counted in parts of any size", async () => {
		const rows = Array.from(
			{ length: 20_000 },
			(_, index) => `139${String(index).padStart(8, "0")},"a\r\nb",\u00e9${index}`,
		);
		const { callees } = await zoo.callees("a.csv", `phone,address,name\r\n${rows.join("\r\n")}`);

		assert.equal(callees.length, 20_000);
		callees.forEach(({ number, variables, line }, index) => {
			assert.deepEqual([number, line], [`139${String(index).padStart(8, "0")}`, 2 + 2 * index]);
			assert.deepEqual(variables, { address: "a\r\nb", name: `\u00e9${index}` });
		});
	});

	const cases: [why: string, content: string, numbers: string[], findings: string[]][] = [
		[
			"empty lines, also with separators",
			"\n\ncalleeNumber,outId\n\n13800138000,c-100\n,\n  \n13900139000,c-200\n\n",
			["13800138000", "13900139000"],
			["note: source has 6 rows of a.csv without any value (lines 1, 2, 4, 6, 7 and 9): ignored."],
		],
		[
			"empty columns at the end",
			"calleeNumber,outId,,\n13800138000,c-100,,\n13900139000,c-200,,\n",
			["13800138000", "13900139000"],
			["note: source has 2 columns in a.csv without a header and without values: ignored."],
		],
		[
			"empty cells after the last column",
			"calleeNumber,outId\n13800138000,c-100,\n13900139000,c-200,,\n",
			["13800138000", "13900139000"],
			["note: source has 2 rows of a.csv with empty cells after the last column (lines 2 and 3): ignored."],
		],
		[
			"a value in a column without a header",
			",calleeNumber,outId\n0,13800138000,c-100\n,13900139000,c-200\n",
			["13900139000"],
			[
				"error: source has 1 row of a.csv with a value in a column without a header (line 2). Name the column in the header line, or remove it.",
			],
		],
		[
			"more cells than the header",
			"calleeNumber,outId\n13800138000,c-100,Beijing\n13900139000,c-200\n",
			["13900139000"],
			[
				"error: source has 1 row of a.csv with more cells than the header (line 2): values may be in the wrong columns. Put quotation marks around values that contain the separator, or add the missing headers.",
			],
		],
		[
			"fewer cells than the header",
			"calleeNumber,outId,customerName\n13800138000,c-100\n13900139000,c-200,Han Mei\n",
			["13800138000", "13900139000"],
			[
				"warning: source has 1 row of a.csv with fewer cells than the header (line 2): the missing ones count as empty. Export the file again, with a cell for each column.",
				others,
			],
		],
		[
			"a quotation mark that is never closed",
			'calleeNumber,customerName\n13800138000,Wang\n13900139000,"Li\n13700137000,Zhang\n',
			["13800138000"],
			[
				"error: source has a quotation mark in a.csv that is not closed: the row that begins in line 3 does not end. Close it, or write two quotation marks for one that belongs to a value.",
			],
		],
		[
			"a quotation mark that the next row closes",
			'calleeNumber,customerName\n13800138000,"Wang\n13900139000,Li"\n13700137000,Zhang\n',
			["13800138000", "13700137000"],
			[
				"error: source has 1 row of a.csv with a number after a line break in a value (line 2): a quotation mark that is not closed may have taken in the next rows. Close the quotation mark, or remove the line break from the value.",
				others,
			],
		],
		...["+86 139-0013-9000,Li", "Li,057188888888", `${"0123456789abcdef".repeat(2)},Li`].map(
			(row): [string, string, string[], string[]] => [
				`a quotation mark that takes in the row ${row}`,
				`calleeNumber,customerName\n13800138000,"Wang\n${row}"\n`,
				["13800138000"],
				[
					"error: source has 1 row of a.csv with a number after a line break in a value (line 2): a quotation mark that is not closed may have taken in the next rows. Close the quotation mark, or remove the line break from the value.",
					others,
				],
			],
		),
		[
			"a time after a line break in a value",
			'calleeNumber,customerName\n13800138000,"Wang\n2026-11-26 12:00:00, 88888888"\n',
			["13800138000"],
			[
				others,
				"note: source has 1 row of a.csv with a line break in a value (line 2): if there should be none, a quotation mark is missing there.",
			],
		],
		[
			"a quotation mark that the value of the next row ends",
			'calleeNumber,customerName\n13800138000,"Wang\nx,"Li"\n13700137000,Zhang\n',
			["13800138000", "13700137000"],
			[
				"error: source has 1 row of a.csv with a quotation mark that is not closed in its line (line 2): it has taken in the next rows. Close it, or write two quotation marks for one that belongs to a value.",
				others,
			],
		],
		[
			"a row of more than 1 MB",
			`calleeNumber,outId\n13800138000,c-100\n13900139000,"${"x".repeat(1024 * 1024)}"\n`,
			["13800138000"],
			[
				"error: source has a row of more than 1 MB in a.csv, which begins in line 3. Close the quotation mark that opens there, if there is one, and make sure that this is a list.",
			],
		],
		[
			"a header written twice",
			"calleeNumber,name, name \n13800138000,a,b\n",
			[],
			['error: source has the header "name" twice in a.csv. Rename or remove one of the columns.'],
		],
		[
			"no header",
			"13800138000,c-100\n13900139000,c-200\n",
			[],
			[
				"error: source has no header line in a.csv: its first row has a number. Add a line with the names of the columns before it, for example calleeNumber,outId,customerName.",
			],
		],
		[
			"no header and a damaged number",
			"c-100,Wang Xiaoming,1.38E+10\n",
			[],
			[
				"error: source has no header line in a.csv: its first row has a number. Add a line with the names of the columns before it, for example calleeNumber,outId,customerName.",
			],
		],
		["a header only", "calleeNumber,outId\n", [], ["error: source has only a header in a.csv. Add the people."]],
		[
			"empty lines only",
			"\n \n,,\n",
			[],
			["error: source names a.csv, which has only empty lines. Use a file with rows."],
		],
		[
			"an outId in scientific notation, too long, or with a control character",
			`calleeNumber,outId\n13800138000,1.18712E+17\n13900139000,${"x".repeat(129)}\n13700137000,"a\tb"\n13600136000,${"y".repeat(128)}\n13500135000,1e5\n`,
			["13600136000", "13500135000"],
			[
				'error: source has 1 row of a.csv with an outId in scientific notation (column "outId"; line 2): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the ids again from where they come from.',
				'error: source has 1 row of a.csv with an outId of more than 128 characters (column "outId"; line 3). Use shorter ids.',
				'error: source has 1 row of a.csv with a line break or another control character in the outId (column "outId"; line 4). Remove it.',
			],
		],
		[
			"an outId in some rows only",
			"calleeNumber,outId\n13800138000,c-100\n13900139000, \n",
			["13800138000", "13900139000"],
			[
				'warning: source has 1 row of a.csv without an outId, which other rows have (column "outId"; line 3): these get one that is derived from the number. Add the ids, or remove the column if they do not matter.',
			],
		],
		["an outId in no row", "calleeNumber,outId\n13800138000,\n", ["13800138000"], []],
		[
			"a variable in some rows only",
			"calleeNumber,customerName,city\n13800138000,Wang,\n13900139000,,\n13700137000,Zhang,\n",
			["13800138000", "13900139000", "13700137000"],
			[
				'warning: source has 1 row of a.csv without a value that other rows have (column "customerName"; line 3): the conversation with these people lacks it. Add the values, or make sure that the conversation works without them.',
				'note: source sends the other columns of a.csv as variables: "customerName", "city".',
			],
		],
	];
	for (const [why, content, numbers, expected] of cases) {
		it(`with ${why}`, async () => {
			const { callees, findings } = await zoo.callees("a.csv", content);

			assert.deepEqual(
				callees.map(({ number }) => number),
				numbers,
			);
			assert.deepEqual(findings, expected);
		});
	}

	it("has faults of its numbers listed by kind, with their lines", async () => {
		const { callees, findings } = await zoo.callees(
			"a.csv",
			"phone,city\n13800138000,a\n1.38E+10,b\n1.39E+10,c\n57188888888,d\n,e\n13800138000.0,f\n+85298765432,g\n95588,h\n",
		);

		assert.deepEqual(
			callees.map(({ line }) => line),
			[2],
		);
		assert.deepEqual(findings, [
			'error: source has 2 rows of a.csv with a number in scientific notation (column "phone"; lines 3 and 4): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
			'error: source has 1 row of a.csv with a landline that lacks its leading 0 (column "phone"; line 5): spreadsheets remove it. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
			'error: source has 1 row of a.csv without a number (column "phone"; line 6). Add the numbers, or remove these rows.',
			'error: source has 1 row of a.csv with a decimal point in the number (column "phone"; line 7): a program has converted it, and may have changed digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
			'error: source has 1 row of a.csv with a number of another country or region (column "phone"; line 8). Remove these rows: the service calls mobiles and landlines of mainland China.',
			'error: source has 1 row of a.csv with a service number, such as 400, 800, 95 and short numbers (column "phone"; line 9): it cannot be called. Remove these rows: the service calls mobiles and landlines of mainland China.',
			'note: source takes the number from column "phone" of a.csv. If that is wrong, set columns.',
			'note: source sends the other columns of a.csv as variables: "city".',
		]);
	});

	it("has at most twenty lines of a kind listed, and the others counted", async () => {
		const rows = Array.from({ length: 23 }, () => "1.38E+10");
		const { findings } = await zoo.callees("a.csv", `calleeNumber,outId\n${rows.join(",\n")},\n`);

		const lines = Array.from({ length: 20 }, (_, index) => index + 2).join(", ");
		assert.deepEqual(findings, [
			`error: source has 23 rows of a.csv with a number in scientific notation (column "calleeNumber"; lines ${lines} and 3 more): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.`,
		]);
	});

	it("gives the same callees when it is read again", async () => {
		const content = 'phone,outId\n13800138000,"a\nb"\n+86 139 0013 9000,c-200\n1.38E+10,c-300\n';
		const first = await zoo.callees("a.csv", content);
		const second = await zoo.callees("a.csv", content);

		assert.deepEqual(second, first);
	});

	it("takes hashes where numbers are encrypted, and no plain number", async () => {
		const hash = "0123456789abcdef0123456789ABCDEF";
		const content = `calleeNumber,outId\n${hash},c-100\n13800138000,c-200\nabc,c-300\n`;
		const { callees, findings } = await zoo.callees("a.csv", content, { encryptionType: 1 });

		assert.deepEqual(callees, [{ number: hash, outId: "c-100", variables: {}, line: 2 }]);
		assert.deepEqual(findings, [
			'error: source has 1 row of a.csv with a plain number where encryptionType asks for a hash (column "calleeNumber"; line 3). Replace the numbers with their hashes, or set encryptionType to 0.',
			'error: source has 1 row of a.csv without a hash of the length that encryptionType asks for (column "calleeNumber"; line 4). Write 32 hexadecimal digits for encryptionType 1, 64 for 2 and 3.',
		]);
	});

	it("takes no hash where numbers are plain", async () => {
		const content = `calleeNumber,outId\n${"0123456789abcdef".repeat(4)},c-100\n`;
		const { findings } = await zoo.callees("a.csv", content);

		assert.deepEqual(findings, [
			'error: source has 1 row of a.csv with a hash instead of a number (column "calleeNumber"; line 2). Set encryptionType to 1 for MD5, 2 for SHA-256 or 3 for SM3, or use plain numbers.',
		]);
	});
});
