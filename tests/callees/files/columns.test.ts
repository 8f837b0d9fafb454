import assert from "node:assert/strict";
import { Zoo } from "./support";

const taken = (header: string) =>
	`note: source takes the number from column "${header}" of a.csv. If that is wrong, set columns.`;
const variables = (names: string) => `note: source sends the other columns of a.csv as variables: ${names}.`;

describe("the columns of a file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const usual =
		"phone Phone PHONE_NUMBER phone-no mobile tel Telephone callee_number CalleeNumber msisdn 手机 手机号 手机号码 电话 电话号码 联系电话 号码 被叫号码 手机号（必填） *手机号 ｐｈｏｎｅ";
	for (const header of [...usual.split(" "), "Phone Number", "手机 号码"]) {
		it(`have the number under "${header}", with a note`, async () => {
			const { callees, findings } = await zoo.callees("a.csv", `name,${header}\nWang,13800138000\n`);

			assert.deepEqual(callees, [{ number: "13800138000", outId: undefined, variables: { name: "Wang" }, line: 2 }]);
			assert.deepEqual(findings, [taken(header), variables('"name"')]);
		});
	}

	it("have the number under the vendor's name, whatever the others are called", async () => {
		const { callees, findings } = await zoo.callees("a.csv", "phone,calleeNumber\n1,13800138000\n");

		assert.deepEqual(callees[0]?.variables, { phone: "1" });
		assert.deepEqual(findings, [variables('"phone"')]);
	});

	it("have the number in the only column, whatever it is called", async () => {
		const { callees, findings } = await zoo.callees("a.csv", "客户\n13800138000\n");

		assert.deepEqual(callees, [{ number: "13800138000", outId: undefined, variables: {}, line: 2 }]);
		assert.deepEqual(findings, [taken("客户")]);
	});

	for (const header of ["outId", "OutID", "out_id"]) {
		it(`have the outId under "${header}"`, async () => {
			const { callees } = await zoo.callees("a.csv", `phone,${header}\n13800138000, c-100 \n`);

			assert.deepEqual(callees, [{ number: "13800138000", outId: "c-100", variables: {}, line: 2 }]);
		});
	}

	it("are called what `columns` says, and others as in the file", async () => {
		const columns = { " 客户电话 ": "calleeNumber", 客户编号: "outId", 姓名: "startWordParam.name" };
		const content = "客户编号, 客户电话 ,姓名,city\nc-100,13800138000,王小明,Hangzhou\n";
		const { callees, findings } = await zoo.callees("a.csv", content, { columns });

		assert.deepEqual(callees, [
			{
				number: "13800138000",
				outId: "c-100",
				variables: { "startWordParam.name": "王小明", city: "Hangzhou" },
				line: 2,
			},
		]);
		assert.deepEqual(findings, [variables('"city"')]);
	});

	it("need no note if `columns` names all of them", async () => {
		const columns = { phone: "calleeNumber", mobile: "secondNumber" };
		const { callees, findings } = await zoo.callees("a.csv", "phone,mobile\n13800138000,x\n", { columns });

		assert.deepEqual(callees[0]?.variables, { secondNumber: "x" });
		assert.deepEqual(findings, []);
	});

	it("may keep the vendor's names beside `columns`", async () => {
		const columns = { Name: "customerName" };
		const { callees } = await zoo.callees("a.csv", "calleeNumber,outId,Name\n13800138000,c-100,Wang\n", { columns });

		assert.deepEqual(callees, [
			{ number: "13800138000", outId: "c-100", variables: { customerName: "Wang" }, line: 2 },
		]);
	});

	const wrong: [why: string, content: string, columns: Record<string, string> | undefined, findings: string[]][] = [
		[
			"no column that could be the number",
			"customer,name\na,b\n",
			undefined,
			[
				'error: source has no column with numbers in a.csv: its headers are "customer", "name". Set columns, for example { "phone": "calleeNumber" }.',
			],
		],
		[
			"several columns that could be the number",
			"手机,name,电话\na,b,c\n",
			undefined,
			[
				'error: source has several columns in a.csv that could be the number: "手机", "电话". Set columns, for example { "手机": "calleeNumber" }.',
			],
		],
		[
			"`columns` without the number",
			"mobile,name\na,b\n",
			{ name: "customerName" },
			[
				'error: source has no column with numbers in a.csv: its headers are "mobile", "name". Add the column with the numbers to columns, for example "mobile": "calleeNumber".',
			],
		],
		[
			"a header of `columns` that the file does not have",
			"phone,name\n13800138000,b\n",
			{ phone: "calleeNumber", nmae: "customerName", address: "city" },
			[
				'error: columns names "nmae", which is not a column of a.csv. Did you mean "name"?',
				'error: columns names "address", which is not a column of a.csv. Its headers are "phone", "name".',
				variables('"name"'),
			],
		],
		[
			"a header of the number that the file does not have",
			"phone,name\n1.38E+10,b\n",
			{ phon: "calleeNumber" },
			['error: columns names "phon", which is not a column of a.csv. Did you mean "phone"?'],
		],
		[
			"an empty name in `columns`",
			"phone,name\n13800138000,b\n",
			{ phone: "calleeNumber", name: " " },
			['error: columns has an empty name for "name". Write calleeNumber, outId or the name of a variable.'],
		],
		[
			"two columns for the number",
			"phone,mobile\na,b\n",
			{ phone: "calleeNumber", mobile: "calleeNumber" },
			[
				'error: source has more than one column in a.csv for "calleeNumber": "phone", "mobile". Give each column a name of its own in columns.',
			],
		],
		[
			"two columns for the number, of which one is named by its header",
			"phone,calleeNumber\na,b\n",
			{ phone: "calleeNumber" },
			[
				'error: source has more than one column in a.csv for "calleeNumber": "phone", "calleeNumber". Give each column a name of its own in columns.',
			],
		],
		[
			"two columns for the outId",
			"phone,id,outId\na,b,c\n",
			{ phone: "calleeNumber", id: "outId" },
			[
				'error: source has more than one column in a.csv for "outId": "id", "outId". Give each column a name of its own in columns.',
			],
		],
		[
			"two columns for one variable",
			"phone,a,b\na,b,c\n",
			{ phone: "calleeNumber", a: "name", b: "name" },
			[
				'error: source has more than one column in a.csv for "name": "a", "b". Give each column a name of its own in columns.',
			],
		],
		[
			"a variable that no object can have",
			"phone,__proto__\n13800138000,x\n",
			undefined,
			['error: source has a column in a.csv for "__proto__", which is no name. Rename it.', taken("phone")],
		],
	];
	for (const [why, content, columns, expected] of wrong) {
		it(`are refused with ${why}`, async () => {
			const { findings } = await zoo.callees("a.csv", content, { columns });

			assert.deepEqual(findings, expected);
		});
	}

	it("are shown shortened, on one line and without long numbers", async () => {
		const content = `${"长".repeat(60)},"two\nlines",k20261126,b\nx,y,z,a\n`;
		const { findings } = await zoo.callees("a.csv", content);

		assert.deepEqual(findings, [
			`error: source has no column with numbers in a.csv: its headers are "${"长".repeat(39)}…", "two lines", "k…", "b". Set columns, for example { "phone": "calleeNumber" }.`,
			"note: source has 1 row of a.csv with a line break in a value (line 1): if there should be none, a quotation mark is missing there.",
		]);
	});

	it("are listed up to twenty, and the others counted", async () => {
		const names = Array.from({ length: 23 }, (_, index) => `v${index}`);
		const { findings } = await zoo.callees("a.csv", `calleeNumber,${names}\n13800138000,${names}\n`);

		const shown = names.slice(0, 20).map((name) => `"${name}"`);
		assert.deepEqual(findings, [variables(`${shown.join(", ")}, 3 more`)]);
	});
});
