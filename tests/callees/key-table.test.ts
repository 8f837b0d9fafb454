import assert from "node:assert/strict";
import { KeyTable, keyOf, mixed } from "../../provider/callees/key-table";

describe("a table of keys", () => {
	it("finds each of many texts at the row where it was added, and no other text", () => {
		const texts = Array.from({ length: 20_000 }, (_, index) => [
			String(13_800_000_000 + index),
			`p${String(index).padStart(22, "0")}`,
			`customer-${index}`,
		]).flat();
		const table = new KeyTable();
		for (const [row, text] of texts.entries()) {
			assert.equal(table.find(keyOf(text)), -1, text);
			assert.equal(table.add(keyOf(text)), row);
		}

		assert.deepEqual(
			texts.filter((text, row) => table.find(keyOf(text)) !== row),
			[],
		);
	});

	it("keeps texts apart that begin with zeros, are long, or are empty", () => {
		const texts = [
			"",
			"0",
			"00",
			"1",
			"01",
			"1000000000",
			"01000000000",
			"057188888888",
			"57188888888",
			"9".repeat(18),
		];
		const more = ["9".repeat(19), "9".repeat(20), " 1", "1 ", "１", "+1"];
		const keys = [...texts, ...more].map((text) => JSON.stringify(keyOf(text)));

		assert.equal(new Set(keys).size, keys.length);
	});
});

describe("a mixed key", () => {
	it("differs in about half of its bits where one bit of the key differs", () => {
		let changed = 0;
		for (let bit = 0; bit < 64; bit++) {
			const key = { high: 0x1234, low: 0x5678 };
			const other =
				bit < 32 ? { ...key, low: (key.low ^ (1 << bit)) >>> 0 } : { ...key, high: (key.high ^ (1 << bit)) >>> 0 };
			const [one, two] = [mixed(key), mixed(other)];
			const bits = [one.high ^ two.high, one.low ^ two.low].map((word) => (word >>> 0).toString(2).replaceAll("0", ""));
			changed += bits.join("").length;
		}

		assert.ok(Math.abs(changed / 64 - 32) < 3, `${changed / 64} of 64 bits`);
	});
});
