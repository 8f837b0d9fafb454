import assert from "node:assert/strict";
import { readdirSync, readlinkSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Faults } from "../../../provider/callees/files/faults";
import { readCallees } from "../../../provider/callees/files/read-callees";
import { Zoo } from "./support";

/** Frees what is not used any more. */
function collector(): () => void {
	setFlagsFromString("--expose-gc");
	return () => runInNewContext("gc")();
}

/** The file behind an open descriptor; one that is closed meanwhile has none. */
function targetOf(descriptor: string): string | undefined {
	try {
		return readlinkSync(`/proc/self/fd/${descriptor}`);
	} catch {
		return undefined;
	}
}

describe("a large file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	/** Bytes in use, at most, while a file with this many valid rows and as many faulty ones is read. */
	async function mostBytes(name: string, rows: number, row: (index: number) => string): Promise<number> {
		const path = zoo.write(
			name,
			`phone,outId,name\n${Array.from({ length: rows }, (_, index) => row(index)).join("")}`,
		);
		const free = collector();
		free();
		const before = process.memoryUsage().heapUsed;
		let [most, chunks, count] = [0, 0, 0];
		const faults = new Faults("source");
		for await (const callees of readCallees(path, { encryptionType: 0, faults })) {
			count += callees.length;
			if (chunks++ % 20 !== 0) continue;
			free();
			most = Math.max(most, process.memoryUsage().heapUsed - before);
		}
		assert.equal(count, rows);
		return most;
	}

	const number = (index: number) => `139${String(index).padStart(8, "0")}`;

	it("takes no more memory than a small one", async () => {
		const row = (index: number) => `${number(index)},c-${index},王小明\n1.38E+10,,\n`;
		const small = await mostBytes("small.csv", 5_000, row);
		const large = await mostBytes("large.csv", 100_000, row);

		assert.ok(large < small + 1_000_000, `${large} bytes instead of ${small}`);
	});

	it("is given in chunks of some hundred callees", async () => {
		const rows = Array.from({ length: 10_000 }, (_, index) => `${number(index)},c-${index},a\n`);
		const path = zoo.write("a.csv", `phone,outId,name\n${rows.join("")}`);
		const sizes: number[] = [];
		for await (const callees of readCallees(path, { encryptionType: 0, faults: new Faults("source") })) {
			sizes.push(callees.length);
		}

		assert.ok(Math.max(...sizes) < 2500 && sizes.length < 20, sizes.join());
	});

	it("is closed when its reader stops", async function () {
		// Only Linux shows what is open.
		if (process.platform !== "linux") this.skip();
		const path = zoo.write("b.csv", `phone\n${"13800138000\n".repeat(100_000)}`);
		const isOpen = () => readdirSync("/proc/self/fd").some((fd) => targetOf(fd) === path);
		for await (const callees of readCallees(path, { encryptionType: 0, faults: new Faults("source") })) {
			assert.ok(callees.length > 0 && isOpen());
			break;
		}

		assert.equal(isOpen(), false);
	});

	it("with a quotation mark that is not closed is refused after 1 MB", async () => {
		const content = `phone,name\n13800138000,"x\n${"13900139000,y\n".repeat(1_000_000)}`;
		const { findings } = await zoo.callees("c.csv", content);

		assert.deepEqual(findings, [
			"error: source has a row of more than 1 MB in c.csv, which begins in line 2. Close the quotation mark that opens there, if there is one, and make sure that this is a list.",
		]);
	});
});
