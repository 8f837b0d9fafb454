import assert from "node:assert/strict";
import fc from "fast-check";
import ts from "typescript";
import { identifier, resourceName, UniqueNames } from "../../../provider/cli/export/names";

const id = "118712345678901234";

describe("the names of an exported task", () => {
	const names: readonly (readonly [name: string, resource: string, constant: string])[] = [
		["spring-callback-2027", "spring-callback-2027", "springCallback2027"],
		["Spring callback", "Spring-callback", "springCallback"],
		["VIP回访 春", "VIP回访-春", "vip回访春"],
		["VIP 回访", "VIP-回访", "vip回访"],
		["春季回访（第二批）", "春季回访-第二批", "春季回访第二批"],
		["2027春", "2027春", "task2027春"],
		["class", "class", "classTask"],
		["await", "await", "awaitTask"],
		["exports", "exports", "exportsTask"],
		["🎉 launch 🎉", "launch", "launch"],
		["🎉", `task-${id}`, `task${id}`],
		["__proto__", "proto", "proto"],
		["a::b/c", "a-b-c", "aBC"],
		["𠮷野", "野", "野"],
	];
	for (const [name, resource, constant] of names) {
		it(`are ${resource} and ${constant} for ${name}`, () => {
			assert.equal(resourceName(name, id), resource);
			assert.equal(identifier(name, id), constant);
		});
	}

	it("are numbered where they would be the same, however they are numbered already", () => {
		const unique = new UniqueNames();

		assert.deepEqual(
			["a", "a", "a-2", "a"].map((name) => unique.unique(name, "-")),
			["a", "a-2", "a-2-2", "a-3"],
		);
	});

	it("are a constant's name in TypeScript, whatever the task's name", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (name) => {
				const source = `export const ${identifier(name, id)} = 1;`;
				const { diagnostics = [] } = ts.transpileModule(source, { reportDiagnostics: true });
				assert.deepEqual(
					diagnostics.map(({ messageText }) => messageText),
					[],
					source,
				);
			}),
			{ numRuns: 500, seed: 20261126 },
		);
	});
});
