import assert from "node:assert/strict";
import { readPages } from "../../provider/run/read-pages";

/** A list that the service shows in pages of its own size. */
function listOf(count: number, { size, total }: { size: number; total?: number | undefined }) {
	const rows = Array.from({ length: count }, (_, index) => String(index));
	const asked: number[] = [];
	const query = async ({ PageNo }: { PageNo: string }) => {
		asked.push(Number(PageNo));
		return { List: rows.slice((Number(PageNo) - 1) * size, Number(PageNo) * size), Total: total };
	};
	return { query, asked };
}

describe("a list in pages", () => {
	for (const total of [250, undefined, 0]) {
		it(`is read whole if its total is ${total}`, async () => {
			const { query } = listOf(250, { size: 30, total });

			const { rows, missing } = await readPages(query, (row) => row);

			assert.deepEqual([rows.length, missing], [250, 0]);
		});
	}

	it("is read with one request for each page if it counts its rows", async () => {
		const { query, asked } = listOf(250, { size: 100, total: 250 });

		await readPages(query, (row) => row);

		assert.deepEqual(asked, [1, 2, 3]);
	});

	it("ends with the page that shows nothing new, if every page is the first one", async () => {
		const query = async () => ({ List: ["a", "b"], Total: undefined });

		assert.deepEqual(await readPages(query, (row) => row), { rows: ["a", "b"], missing: 0 });
	});

	it("is read again if rows move between pages, and has those that moved", async () => {
		let reading = 0;
		const query = async ({ PageNo }: { PageNo: string }) => {
			if (PageNo === "1") reading++;
			const first = PageNo === "1";
			// At the first reading, c moves to the first page after that was read.
			const pages =
				reading === 1
					? [
							["a", "b"],
							["b", "d"],
						]
					: [
							["a", "c"],
							["b", "d"],
						];
			return { List: (first ? pages[0] : PageNo === "2" ? pages[1] : []) ?? [], Total: 4 };
		};

		const { rows, missing } = await readPages(query, (row) => row);

		assert.deepEqual([[...rows].sort(), missing], [["a", "b", "c", "d"], 0]);
	});

	it("says how many rows are missing if it never shows them", async () => {
		const { query } = listOf(5, { size: 2, total: 7 });

		const { rows, missing } = await readPages(query, (row) => row);

		assert.deepEqual([rows.length, missing], [5, 2]);
	});
});
