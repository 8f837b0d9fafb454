import assert from "node:assert/strict";
import { Zoo } from "./support";

/** Characters by their two bytes in GB18030: Node only decodes it. */
const characters = new Map<string, Buffer>();
const decoder = new TextDecoder("gb18030");
for (let lead = 0x81; lead <= 0xfe; lead++) {
	for (let trail = 0x40; trail <= 0xfe; trail++) {
		const bytes = Buffer.from([lead, trail]);
		characters.set(decoder.decode(bytes), bytes);
	}
}

function gb18030(text: string): Buffer {
	const byteOf = (character: string) => characters.get(character) ?? Buffer.from(character, "ascii");
	return Buffer.concat([...text].map(byteOf));
}

describe("the encoding of a file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const text = "手机号,姓名,城市\r\n13800138000,王小明,上海\r\n13900139000,联通,杭州\r\n";
	const people = [
		{ number: "13800138000", outId: undefined, variables: { 姓名: "王小明", 城市: "上海" }, line: 2 },
		{ number: "13900139000", outId: undefined, variables: { 姓名: "联通", 城市: "杭州" }, line: 3 },
	];
	const notes = [
		'note: source takes the number from column "手机号" of a.csv. If that is wrong, set columns.',
		'note: source sends the other columns of a.csv as variables: "姓名", "城市".',
	];

	const unicode: [why: string, content: Buffer][] = [
		["UTF-8", Buffer.from(text)],
		["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text}`)],
		["UTF-16 in little endian", Buffer.from(`\ufeff${text}`, "utf16le")],
		["UTF-16 in big endian", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
	];
	for (const [why, content] of unicode) {
		it(`may be ${why}`, async () => {
			const { callees, findings } = await zoo.callees("a.csv", content);

			assert.deepEqual(callees, people);
			assert.deepEqual(findings, notes);
		});
	}

	it("may be GB18030, with a note", async () => {
		const { callees, findings } = await zoo.callees("a.csv", gb18030(text));

		assert.deepEqual(callees, people);
		assert.deepEqual(findings, ["note: source names a.csv, which is not UTF-8: it is read as GB18030.", ...notes]);
	});

	it("is found by the whole file: a character near the end decides", async () => {
		const rows = Array.from({ length: 20_000 }, (_, index) => `139${String(index).padStart(8, "0")},x\n`).join("");
		const content = Buffer.concat([Buffer.from(`phone,name\n${rows}`), gb18030("13800138000,王\n")]);
		const { callees } = await zoo.callees("a.csv", content);

		assert.equal(callees.length, 20_001);
		assert.deepEqual(callees.at(-1)?.variables, { name: "王" });
	});

	for (const [encoding, encode] of [["UTF-8", Buffer.from] as const, ["GB18030", gb18030] as const]) {
		it(`may be ${encoding} with characters whose bytes are in two parts of the file`, async () => {
			const names = Array.from({ length: 8 }, (_, index) => `${"x".repeat(index)}${"王小明".repeat(5000)}`);
			const rows = names.map((name, index) => `1380013800${index},${name}\n`);
			const { callees } = await zoo.callees("a.csv", encode(`手机号,name\n${rows.join("")}`));

			assert.deepEqual(
				callees.map(({ variables }) => variables.name),
				names,
			);
		});
	}
});
