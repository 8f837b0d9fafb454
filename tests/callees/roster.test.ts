import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Roster } from "../../provider/callees/roster";
import { numberOf, type Row, rowsOf } from "./support/describe-campaign";
import { fileIn } from "./support/file-in";

describe("the people of a list", () => {
	const folder = mkdtempSync(join(tmpdir(), "aiccs-roster-"));
	let files = 0;
	after(() => rmSync(folder, { recursive: true, force: true }));

	function file(text: string) {
		return fileIn(folder, `${++files}.csv`, text);
	}

	function people(...rows: readonly Row[]) {
		return file(`phone,outId\n${rows.map(([number, outId = ""]) => `${number},${outId}`).join("\n")}\n`);
	}

	function read(
		inputs: Partial<Parameters<typeof Roster.read>[0]> & Pick<Parameters<typeof Roster.read>[0], "source">,
	) {
		return Roster.read(inputs);
	}

	it("have another fingerprint when two of them swap their numbers", async () => {
		const before = await read({ source: people([numberOf(1), "A"], [numberOf(2), "B"]) });
		const after = await read({ source: people([numberOf(2), "A"], [numberOf(1), "B"]) });

		assert.notEqual(after.fingerprint, before.fingerprint);
	});

	it("have the same fingerprint in any order, and with other variables", async () => {
		const before = await read({ source: people([numberOf(1), "A"], [numberOf(2)], [numberOf(3), "C"]) });
		const after = await read({ source: people([numberOf(3), "C"], [numberOf(1), "A"], [numberOf(2)]) });
		const varied = file(`phone,outId,name\n${numberOf(1)},A,Li\n${numberOf(2)},,Wang\n${numberOf(3)},C,Zhao\n`);

		assert.equal(after.fingerprint, before.fingerprint);
		assert.equal((await read({ source: varied })).fingerprint, before.fingerprint);
	});

	it("have another fingerprint when one is added, left out, or gets another number or outId", async () => {
		const lists: Row[][] = [
			[[numberOf(1), "A"], [numberOf(2)]],
			[[numberOf(1), "A"]],
			[[numberOf(1), "A"], [numberOf(2)], [numberOf(3)]],
			[[numberOf(4), "A"], [numberOf(2)]],
			[[numberOf(1), "B"], [numberOf(2)]],
			[[numberOf(1)], [numberOf(2)]],
		];
		const prints = await Promise.all(lists.map(async (rows) => (await read({ source: people(...rows) })).fingerprint));

		assert.equal(new Set(prints).size, lists.length);
	});

	it("are counted once: the first row of a person stays", async () => {
		const roster = await read({
			source: people([numberOf(1), "A"], [numberOf(2)], [numberOf(1), "A"], [numberOf(1)], [numberOf(2)]),
		});

		assert.deepEqual([roster.count, roster.duplicates, roster.size], [2, 3, 2]);
		assert.ok(
			roster.findings.some(
				({ severity, problem }) =>
					severity === "warning" && problem === "has 3 rows of people who are on the list already.",
			),
		);
	});

	it("are refused with both lines where an outId has two numbers, or a number two outIds", async () => {
		const roster = await read({ source: people([numberOf(1), "A"], [numberOf(1), "B"], [numberOf(2), "A"]) });

		assert.deepEqual(
			roster.findings.filter(({ severity }) => severity === "error").map(({ problem }) => problem),
			["has one number with two outIds (lines 2 and 3).", "has one outId with two numbers (lines 2 and 4)."],
		);
	});

	it("are more of the same when `first` is raised", async () => {
		const source = people(...rowsOf(1, 200));
		const chosen = async (first: number) => {
			const roster = await read({ source, first });
			const rows = Array.from({ length: roster.size }, (_, row) => row).filter((row) => roster.isWanted(row));
			return { count: roster.count, rows };
		};
		let before: readonly number[] = [];
		for (const first of [1, 7, 50, 199, 200, 500]) {
			const { count, rows } = await chosen(first);
			assert.equal(count, Math.min(first, 200));
			assert.equal(rows.length, count);
			assert.deepEqual(
				before.filter((row) => !rows.includes(row)),
				[],
				`${first} leaves no one out who was chosen before`,
			);
			before = rows;
		}
		const { rows } = await chosen(50);
		assert.ok(
			rows.some((row) => row < 50) && rows.some((row) => row > 150),
			"a sample of the whole file, not its first rows",
		);
	});

	it("are within `first` after those whom `doNotCall` suppresses", async () => {
		const source = people(...rowsOf(1, 10));
		const doNotCall = file(["number", ...rowsOf(1, 4).map(([number]) => number)].join("\n"));
		const roster = await read({ source, doNotCall, first: 5 });

		assert.deepEqual([roster.count, roster.suppressed], [5, 4]);
	});

	it("are found by outId and by number, as their files have them", async () => {
		const roster = await read({ source: people([numberOf(1), "A"], [numberOf(2)]) });

		assert.equal(roster.rowOfOutId("A"), 0);
		assert.equal(roster.rowOfNumber(numberOf(2)), 1);
		assert.deepEqual([roster.rowOfOutId(""), roster.rowOfOutId("B"), roster.rowOfNumber(undefined)], [-1, -1, -1]);
	});

	it("are yielded once each, in the order of the files, with their lines", async () => {
		const source = [
			people([numberOf(2)], [numberOf(1), "A"], [numberOf(2)]),
			people([numberOf(1), "A"], [numberOf(3)]),
		];
		const roster = await read({ source });
		const found: [string, number][] = [];
		for await (const chunk of roster.callees(() => true))
			for (const { number, line } of chunk) found.push([number, line]);

		assert.deepEqual(found, [
			[numberOf(2), 2],
			[numberOf(1), 3],
			[numberOf(3), 3],
		]);
	});
});
