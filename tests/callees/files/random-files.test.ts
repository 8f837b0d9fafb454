import assert from "node:assert/strict";
import fc from "fast-check";
import { Zoo } from "./support";

const digits = fc.stringMatching(/^[0-9]{8}$/);
const numbers = fc.uniqueArray(
	digits.map((rest) => `139${rest}`),
	{ minLength: 1, maxLength: 8 },
);

describe("a random file", () => {
	let zoo: Zoo;
	before(() => {
		zoo = new Zoo();
	});
	after(() => zoo.remove());

	const value = fc
		.string({ unit: fc.constantFrom(..."ab王 \"',;\t\r\n.😀"), maxLength: 12 })
		// Without the blanks and the marks at an end, which are not part of a value.
		.map((text) => `x${text}x`);
	const dialects = fc.record({
		separator: fc.constantFrom(",", ";", "\t"),
		lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
		isQuoted: fc.boolean(),
		lastEnd: fc.boolean(),
		mark: fc.constantFrom("", "\ufeff"),
	});

	it("gives the values that were written, in every dialect, with their lines", async () => {
		const rows = fc.array(fc.tuple(digits, value, value), { minLength: 1, maxLength: 10 });
		await fc.assert(
			fc.asyncProperty(rows, dialects, async (written, { separator, lineEnd, isQuoted, lastEnd, mark }) => {
				const cell = (text: string) =>
					isQuoted || /["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
				const header = ["calleeNumber", "outId", "name"].join(separator);
				const lines = written.map(([rest, outId, name], index) =>
					[`139${rest}`, `${index}`, cell(outId + name)].join(separator),
				);
				const content = mark + [header, ...lines].join(lineEnd) + (lastEnd ? lineEnd : "");
				const { callees } = await zoo.callees("a.csv", content);

				let line = 2;
				const expected = written.map(([rest, outId, name], index) => {
					const variables = { name: outId + name };
					const callee = { number: `139${rest}`, outId: `${index}`, variables, line };
					line += 1 + (variables.name.match(/\r\n|\r|\n/g)?.length ?? 0);
					return callee;
				});
				assert.deepEqual(callees, expected);
			}),
			{ numRuns: 300 },
		);
	});

	const marks = fc.constantFrom("", '"', "\n", ",", ";", " ", "\\", "'", "\0");
	const damages = fc.oneof(
		fc.record({ at: fc.nat(), insert: marks, remove: fc.constantFrom(0, 1) }),
		// A digit in place of another would be another number.
		fc.record({ at: fc.nat(), insert: fc.constant("7"), remove: fc.constant(0) }),
	);

	function damaged(content: string, { at, insert, remove }: { at: number; insert: string; remove: number }): string {
		const place = at % content.length;
		return content.slice(0, place) + insert + content.slice(place + remove);
	}

	/** Nothing but the numbers that were written and, without an error, all of them. */
	function assertKept(read: readonly string[], written: readonly string[], findings: readonly string[]): void {
		assert.deepEqual(
			read.filter((number) => !written.includes(number)),
			[],
		);
		if (!findings.some((text) => text.startsWith("error"))) assert.deepEqual(read, written);
	}

	it("with one character too many or too few loses no callee without an error, and gains none", async () => {
		await fc.assert(
			fc.asyncProperty(numbers, damages, fc.boolean(), async (written, damage, isQuoted) => {
				const mark = isQuoted ? '"' : "";
				const rows = written.map((number, index) => `${mark}${number}${mark},c-${index},${mark}Li ${index}${mark}\n`);
				const content = damaged(`calleeNumber,outId,name\n${rows.join("")}`, damage);
				const { callees, findings } = await zoo.callees("a.csv", content);

				assertKept(
					callees.map(({ number }) => number),
					written,
					findings,
				);
			}),
			{ numRuns: 500 },
		);
	});

	it("with one character too many or too few loses no number of a do-not-call file without an error", async () => {
		const headers = fc.constantFrom("", "calleeNumber\n", "phone,reason\n", "name,phone\n");
		await fc.assert(
			fc.asyncProperty(numbers, damages, headers, async (written, damage, header) => {
				const cells = (number: string) => header.split(",").map((name) => (name.startsWith("name") ? "Li" : number));
				const rows = written.map((number) => `${header.includes("reason") ? `${number},asked` : cells(number)}\n`);
				const { numbers: read, findings } = await zoo.numbers("a.csv", damaged(header + rows.join(""), damage));

				assertKept(read, written, findings);
			}),
			{ numRuns: 500 },
		);
	});

	it("of any bytes ends in findings, never in an exception", async () => {
		const bytes = fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all));
		const text = fc.string({ unit: fc.constantFrom(...'phone,;\t"\n\r{}[]:1389\\ '), maxLength: 100 });
		const content = fc.oneof(
			bytes,
			text,
			text.map((all) => `phone,outId\n${all}`),
			text.map((all) => `{"phone":"1"}\n${all}`),
		);
		await fc.assert(
			fc.asyncProperty(content, async (written) => {
				const { callees, findings } = await zoo.callees("a.csv", written);
				await zoo.numbers("a.csv", written);

				assert.ok(callees.length > 0 || findings.length > 0);
				for (const { number } of callees) assert.match(number, /^(1[3-9]\d{9}|0\d{9,11})$/);
			}),
			{ numRuns: 500 },
		);
	});
});
