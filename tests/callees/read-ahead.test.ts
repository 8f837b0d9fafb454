import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { readAhead } from "../../provider/callees/read-ahead";

describe("reading ahead", () => {
	/** Yields numbers up to `last`, then fails if it should. Records what happens. */
	async function* numbers(last: number, record: string[], failure?: Error): AsyncGenerator<number> {
		try {
			for (let number = 1; number <= last; number++) {
				record.push(`read ${number}`);
				yield number;
			}
			if (failure !== undefined) throw failure;
		} finally {
			record.push("closed");
		}
	}

	it("reads an item while the one before it is used", async () => {
		const record: string[] = [];
		for await (const number of readAhead(numbers(3, record))) {
			await pause(20);
			record.push(`used ${number}`);
		}

		assert.deepEqual(record, ["read 1", "read 2", "used 1", "read 3", "used 2", "closed", "used 3"]);
	});

	it("fails after the items before the failure are used", async () => {
		const record: string[] = [];
		const failure = new Error("damaged");
		await assert.rejects(async () => {
			for await (const number of readAhead(numbers(2, record, failure))) {
				await pause(20);
				record.push(`used ${number}`);
			}
		}, failure);

		assert.deepEqual(record, ["read 1", "read 2", "used 1", "closed", "used 2"]);
	});

	it("closes what it reads from when using an item fails, also if reading the next one fails", async () => {
		for (const failure of [undefined, new Error("damaged")]) {
			const record: string[] = [];
			await assert.rejects(async () => {
				for await (const number of readAhead(numbers(1, record, failure))) throw new Error(`${number} is refused`);
			}, /1 is refused/);

			assert.deepEqual(record, ["read 1", "closed"]);
		}
	});
});
