import assert from "node:assert/strict";
import { Zoo } from "./support";

describe("a JSON Lines file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const lines = (...rows: string[]) => `${rows.join("\n")}\n`;
	const taken = 'note: source takes the number from column "phone" of a.jsonl. If that is wrong, set columns.';
	const badJson = "without a JSON object";
	const fix = "Write one whole object on each line, with each name once.";

	it("gives its callees; numbers, true and false become text exactly", async () => {
		const { callees, findings } = await zoo.callees(
			"a.jsonl",
			lines(
				'{"calleeNumber":"+86 138 0013 8000","outId":118712345678901234,"amount":1234567890.10,"isNew":true}',
				'{"outId":"c-200","calleeNumber":13900139000,"amount":1e2,"isNew":false}',
			),
		);

		assert.deepEqual(callees, [
			{
				number: "13800138000",
				outId: "118712345678901234",
				variables: { amount: "1234567890.10", isNew: "true" },
				line: 1,
			},
			{ number: "13900139000", outId: "c-200", variables: { amount: "1e2", isNew: "false" }, line: 2 },
		]);
		assert.deepEqual(findings, ['note: source sends the other columns of a.jsonl as variables: "amount", "isNew".']);
	});

	const same: [why: string, name: string, content: string | Buffer][] = [
		["by the name .jsonl", "a.jsonl", '{"phone":"13800138000"}\n'],
		["by the name .ndjson", "a.NDJSON", '{"phone":"13800138000"}\n'],
		["by its first character", "a.txt", ' \n{"phone":"13800138000"}'],
		["with a byte order mark", "a.csv", '\ufeff{"phone":"13800138000"}\n'],
		["with CRLF", "a.jsonl", '{"phone":"13800138000"}\r\n'],
		["in UTF-16", "a.jsonl", Buffer.from('\ufeff{"phone":"13800138000"}\n', "utf16le")],
	];
	for (const [why, name, content] of same) {
		it(`is known ${why}`, async () => {
			const { callees } = await zoo.callees(name, content);

			assert.deepEqual(
				callees.map(({ number }) => number),
				["13800138000"],
			);
		});
	}

	const cases: [why: string, content: string, callees: number[], findings: string[]][] = [
		[
			"lines that are no objects",
			lines(
				'{"phone":"13800138000"}',
				'{"phone":"13900139000"',
				'["13700137000"]',
				'"13700137000"',
				"null",
				'{"phone":"13800138000","phone":"13900139000"}',
				'{"phone":"13600136000","name":"a"," name ":"b"}',
				'{"phone":"13500135000"}',
			),
			[1, 8],
			[
				`error: source has 6 rows of a.jsonl ${badJson} (lines 2, 3, 4, 5, 6 and 7). ${fix}`,
				taken,
				'note: source sends the other columns of a.jsonl as variables: "name".',
			],
		],
		[
			"an object over several lines",
			lines("{", '"phone": "13800138000"', "}"),
			[],
			[
				"error: source has no object in a.jsonl that can be read. Add the people.",
				`error: source has 3 rows of a.jsonl ${badJson} (lines 1, 2 and 3). ${fix}`,
			],
		],
		[
			"empty lines and objects",
			lines("", '{"phone":"13800138000"}', "  ", "{}", '{"phone":null}'),
			[2],
			["note: source has 4 rows of a.jsonl without any value (lines 1, 3, 4 and 5): ignored.", taken].reverse(),
		],
		[
			"nested values",
			lines(
				'{"phone":"13800138000","tags":["a"]}',
				'{"phone":"13900139000","tags":{"a":1}}',
				'{"phone":"13700137000"}',
			),
			[3],
			[
				'error: source has 2 rows of a.jsonl with a list or an object as a value (column "tags"; lines 1 and 2). Use text, numbers, true and false: variables are text.',
				taken,
				'note: source sends the other columns of a.jsonl as variables: "tags".',
			],
		],
		[
			"a number in scientific notation or with a decimal point",
			lines('{"phone":1.38E+10}', '{"phone":13800138000.0}'),
			[],
			[
				'error: source has 1 row of a.jsonl with a number in scientific notation (column "phone"; line 1): a spreadsheet has destroyed the last digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
				'error: source has 1 row of a.jsonl with a decimal point in the number (column "phone"; line 2): a program has converted it, and may have changed digits. Format the column as text in the spreadsheet and export the numbers again from where they come from.',
				taken,
			],
		],
		[
			"variables that rows before or after lack",
			lines(
				'{"phone":"13800138000","name":"Wang"}',
				'{"phone":"13900139000","name":"Li","city":"Hangzhou"}',
				'{"phone":"13700137000","name":null,"city":"Beijing"}',
				'{"phone":"13600136000","name":" ","city":"Beijing"}',
			),
			[1, 2, 3, 4],
			[
				'warning: source has 2 rows of a.jsonl without a value that other rows have (column "name"; lines 3 and 4): the conversation with these people lacks it. Add the values, or make sure that the conversation works without them.',
				'warning: source has 1 row of a.jsonl without a value that other rows have (column "city"; line 1): the conversation with these people lacks it. Add the values, or make sure that the conversation works without them.',
				taken,
				'note: source sends the other columns of a.jsonl as variables: "name", "city".',
			],
		],
		[
			"a row without a number",
			lines('{"phone":"13800138000"}', '{"mail":"x"}'),
			[1],
			[
				'error: source has 1 row of a.jsonl without a number (column "phone"; line 2). Add the numbers, or remove these rows.',
				'warning: source has 1 row of a.jsonl without a value that other rows have (column "mail"; line 1): the conversation with these people lacks it. Add the values, or make sure that the conversation works without them.',
				taken,
				'note: source sends the other columns of a.jsonl as variables: "mail".',
			],
		],
		[
			"a line of more than 1 MB",
			lines('{"phone":"13800138000"}', `{"phone":"13900139000","x":"${"x".repeat(1024 * 1024)}"}`),
			[1],
			[
				"error: source has a row of more than 1 MB in a.jsonl, which begins in line 2. Close the quotation mark that opens there, if there is one, and make sure that this is a list.",
				taken,
			],
		],
	];
	for (const [why, content, rows, expected] of cases) {
		it(`with ${why}`, async () => {
			const { callees, findings } = await zoo.callees("a.jsonl", content);

			assert.deepEqual(
				callees.map(({ line }) => line),
				rows,
			);
			assert.deepEqual(findings, expected);
		});
	}

	it("knows a variable that begins in a later part of the file, and the rows that lack it", async () => {
		const rows = Array.from({ length: 5000 }, (_, index) => `{"phone":"139${String(index).padStart(8, "0")}"}`);
		const { callees, findings } = await zoo.callees(
			"a.jsonl",
			lines(...rows, '{"phone":"13800138000","city":"Hangzhou"}'),
		);

		assert.deepEqual(callees.at(-1), {
			number: "13800138000",
			outId: undefined,
			variables: { city: "Hangzhou" },
			line: 5001,
		});
		const some = Array.from({ length: 20 }, (_, index) => index + 1).join(", ");
		assert.deepEqual(findings.slice(0, 1), [
			`warning: source has 5000 rows of a.jsonl without a value that other rows have (column "city"; lines ${some} and 4980 more): the conversation with these people lacks it. Add the values, or make sure that the conversation works without them.`,
		]);
	});

	it("takes `columns` from names of any row", async () => {
		const columns = { 电话: "calleeNumber", 编号: "outId", 姓名: "name", 城市: "city" };
		const content = lines('{"电话":"13800138000"}', '{"电话":"13900139000","编号":"c-200","姓名":"王小明"}');
		const { callees, findings } = await zoo.callees("a.jsonl", content, { columns });

		assert.deepEqual(callees.at(1), { number: "13900139000", outId: "c-200", variables: { name: "王小明" }, line: 2 });
		assert.deepEqual(findings.slice(0, 1), [
			'error: columns names "城市", which is not a column of a.jsonl. Its headers are "电话", "编号", "姓名".',
		]);
	});

	it("is refused with more than a thousand names", async () => {
		const rows = Array.from({ length: 1001 }, (_, index) => `{"phone":"13800138000","v${index}":1}`);
		const { findings } = await zoo.callees("a.jsonl", lines(...rows));

		assert.deepEqual(findings, [
			"error: source has more than 1000 different names in the objects of a.jsonl. Use one name for each variable.",
			taken,
		]);
	});
});
