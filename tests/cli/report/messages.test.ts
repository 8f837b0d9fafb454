import assert from "node:assert/strict";
import fc from "fast-check";
import { messagesIn } from "../../../provider/cli/report/messages";
import { previewIn } from "../../../provider/cli/report/preview";

const type = "pulumi-nodejs:dynamic/aiccs:AiCallTask";
const urnOf = (name: string) => `urn:pulumi:dev::shop::${type}::${name}`;

/** The text of a message about a resource with these inputs. */
function shown(message: string, inputs: object = {}, name = "spring"): string {
	const text = JSON.stringify({
		steps: [{ op: "create", urn: urnOf(name), newState: { type, inputs } }],
		diagnostics: [{ urn: urnOf(name), message, severity: "error" }],
	});
	return messagesIn(previewIn(text))
		.map((one) => one.text)
		.join("|");
}

describe("messages of a preview", () => {
	for (const number of ["+86 571-0000 0001", "０５７１00000077", "0571\t0000001", "a) 0571 0000001 (b", "95001"]) {
		it(`do not have ${JSON.stringify(number)} where a program has it as its number`, () => {
			const inputs = { virtualNumber: number };
			const written = JSON.stringify(number);

			assert.equal(
				shown(`error: virtualNumber (${written}) has white space in it.`, inputs),
				"virtualNumber has white space in it.",
			);
			assert.equal(shown(`The service does not know ${number}.`, inputs), "The service does not know (not shown).");
		});
	}

	it("do not have a number that a program writes as a number, in a list, or under a wrong name", () => {
		assert.equal(
			shown("virtualNumber (5710000001) is a number.", { virtualNumber: 5710000001 }),
			"virtualNumber is a number.",
		);
		assert.equal(
			shown('virtualNumber (["95001"]) is a list.', { virtualNumber: ["95001"] }),
			"virtualNumber is a list.",
		);
		assert.equal(
			shown('virtualnumber ("95001") is not a property. Did you mean virtualNumber?', { virtualnumber: "95001" }),
			'virtualnumber ("(not shown)") is not a property. Did you mean virtualNumber?',
		);
		assert.equal(
			shown('doNotCall[0] ("95001") is a text.', { doNotCall: ["95001"] }),
			'doNotCall[0] ("(not shown)") is a text.',
		);
		assert.equal(
			shown('source ("2026-11-26.csv") is a text.', { source: "2026-11-26.csv" }),
			'source ("2026-11-26.csv") is a text.',
		);
		assert.equal(shown("95001 is busy.", { line: { number: "95001" } }), "(not shown) is busy.");
	});

	for (const number of [
		"13800000000",
		"138 0000 0000",
		"138-0000-0000",
		"+8613800000000",
		"+86 138 0000 0000",
		"0086-13800000000",
		"057100000001",
		"0571-00000001",
		"010 0000 0001",
		"+86 571 0000 0001",
		"4008000000",
		"400-800-0000",
		"+1 (not shown)".replace(" (not shown)", "2025550100"),
		"１３８００００００００",
	]) {
		it(`do not have ${number}, whoever wrote it`, () => {
			assert.equal(
				shown(`ImportTaskNumberDatas refused ${number}: wrong.`),
				"ImportTaskNumberDatas refused (not shown): wrong.",
			);
			assert.equal(shown(`"${number}"`), '"(not shown)"');
		});
	}

	it("keep ids, times, counts and the provider's own examples", () => {
		for (const text of [
			'taskName ("x") is already held by task 118723606797749981 (INIT, created 2026-11-30 08:00:00 Asia/Shanghai, 0 numbers, 0 calls).',
			"Calls begin Thursday 2026-11-26 14:00:00 in China, and end about Thursday 2026-11-26 14:40:00 in China.",
			"taskStartTime (1795996800000) lies in the past.",
			"1,500 people on the list. To import: 1,500.",
			'virtualNumber has white space in it. Use the number as text, for example "05710000001".',
			"taskCps (800) is too large. Use a whole number from 1 to 500.",
		]) {
			assert.equal(shown(text), text);
		}
		const example = 'virtualNumber is a list. Use the number as text, for example "05710000001".';
		assert.equal(shown(example, { virtualNumber: "05710000001" }), example);
	});

	it("keep the user's own names, even if one looks like a number", () => {
		const text = 'taskName ("line-057100000001") is also declared by "13800000000".';

		assert.equal(shown(text, { taskName: "line-057100000001" }, "13800000000"), text);
	});

	it("have no colours of a terminal and no control characters", () => {
		assert.equal(
			shown("error: \u001b[31mboom\u001b[39m <{%fg 1%}>red<{%reset%}> a\u0000b\u2028c\ud800d"),
			"boom red a\ufffdb\ufffdc\ufffdd",
		);
	});

	it("have of a stack trace only the lines of the program", () => {
		const trace = [
			"Running program failed with an unhandled exception:",
			"Error: boom",
			"    at Object.<anonymous> \u001b[90m(/shop/\u001b[39mindex.ts:1:7)",
			"    at Module._compile (node:internal/modules/cjs/loader:1521:14)",
			"    at load (/shop/node_modules/tsx/dist/x.cjs:22:2188)",
		];

		assert.equal(
			shown(trace.join("\n")),
			trace.slice(0, 3).join("\n").replace("\u001b[90m", "").replace("\u001b[39m", ""),
		);
	});

	it("never have a number of a program, whatever is around it", () => {
		const number = fc
			.stringMatching(/^[+0-9][-0-9 ]{5,14}[0-9]$/)
			.filter((text) => text.replace(/\D/g, "").length >= 5);
		fc.assert(
			fc.property(number, fc.string(), fc.string(), (text, before, after) => {
				const message = shown(`${before}${text}${after}`, { virtualNumber: text });
				assert.ok(!message.includes(text) || "(not shown)".includes(text), message);
			}),
		);
	});
});
