import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { defineResource } from "../../provider/definition/define-resource";
import { choice, name, whole } from "../../provider/definition/field";
import { error } from "../../provider/definition/finding";
import type { Recorded } from "../../provider/definition/values";
import type { Resource } from "../../provider/run/resource";
import { DynamicProvider } from "../../provider/shells/dynamic/dynamic-provider";
import { Host } from "../../provider/shells/host";
import { argsSource } from "../../tools/print/argument-types";
import { describeResource } from "../../tools/print/property-types";
import { pulumiSchema } from "../../tools/print/pulumi-schema";

const facts = { change: "updates", source: "this test" } as const;

const Line = z.strictObject({
	lineName: name({ ...facts, description: "Name of the line.", readBack: "LineName" }),
	kind: choice(["SHARED", "OWN"], { ...facts, change: "replaces", description: "Whose line it is.", readBack: "Kind" }),
	calls: whole(1, 100, { ...facts, description: "Calls at a time.", readBack: "Calls" }).optional(),
});
type Line = z.output<typeof Line>;

const definition = defineResource<Line>({
	name: "Line",
	label: "a line",
	description: "A line of calls.",
	inputs: Line,
	outputs: { id: { name: "lineId", description: "Id of the line." }, shown: z.object({ isFree: z.boolean() }) },
	effects: {
		updates: { short: "updates the line" },
		replaces: { short: "replaces the line" },
		recorded: { short: "is only recorded" },
		nothing: { short: "does nothing" },
	},
	rules: [
		{
			condition: "A shared line takes 10 calls at most.",
			source: "this test",
			reads: ["kind", "calls"],
			find: ({ kind, calls = 0 }) =>
				kind === "SHARED" && calls > 10 ? error("calls", "is above 10.", "Use 10 at most.") : undefined,
		},
	],
});

/** The fake service: lines by their id, and the operations on them. */
const lines = new Map<string, Record<string, string>>();
const requests: string[] = [];
const service = {
	put(action: string, id: string, parameters: Record<string, string>) {
		requests.push(action);
		lines.set(id, parameters);
	},
};

const line: Resource<Line, Recorded<Line>> = {
	definition,
	stateIn: (outputs) => definition.recorded(outputs),
	outputsOf: (id, state) => ({ ...state, lineId: id }),
	preview: async () => (lines.size > 0 ? [error("lineName", "is taken.", "Choose another one.")] : []),
	diff: (_context, _id, olds, news) => {
		const { changed, replacing } = definition.difference(olds, news);
		return { changed: changed.length > 0, properties: changed, replacing };
	},
	create: async (_context, _owner, inputs) => {
		service.put("CreateLine", "1", definition.parameters(inputs));
		return { id: "1", state: inputs };
	},
	read: async (_context, id, olds) => {
		const shown = definition.readBack({ ...lines.get(id), Calls: Number(lines.get(id)?.Calls) });
		return lines.has(id) ? { definition: shown, drifted: shown.calls !== olds.calls, state: shown } : undefined;
	},
	update: async (_context, { id, news }) => {
		service.put("UpdateLine", id, definition.parameters(news));
		return { state: news };
	},
	delete: async (_context, id) => void lines.delete(id),
	list: async () => [...lines.keys()].map((id) => ({ id, name: String(lines.get(id)?.LineName) })),
};

const hidden = { __provider: "the line", __owner: "organization/urn:pulumi:dev::shop::test:Line::spring" };
const spring = { ...hidden, lineName: "spring", kind: "SHARED", calls: 5 };

describe("a second resource", () => {
	const provider = () => new DynamicProvider(line, new Host());

	beforeEach(() => {
		lines.clear();
		requests.length = 0;
	});

	const wrong: [title: string, inputs: object, reason: RegExp][] = [
		["a value of another type", { ...spring, calls: "5" }, /^calls is a text\. Use a whole number from 1 to 100/],
		[
			"a misspelt property",
			{ ...spring, linename: "x", lineName: null },
			/^linename is not a property of a line\. Did you mean lineName\?/,
		],
		["what its rule forbids", { ...spring, calls: 11 }, /^calls is above 10\. Use 10 at most\.$/],
	];
	for (const [title, inputs, reason] of wrong) {
		it(`reports ${title}, and creates nothing`, async () => {
			const { failures = [] } = await provider().check({}, inputs);

			assert.equal(failures.length, 1);
			assert.match(failures[0]?.reason ?? "", reason);
			await assert.rejects(provider().create(inputs), { message: `Nothing was sent: ${failures[0]?.reason}` });
			assert.deepEqual(requests, []);
		});
	}

	it("queries its account only in previews", async () => {
		lines.set("7", { LineName: "spring" });
		const file = join(mkdtempSync(join(tmpdir(), "findings-")), "0");

		const previewed = await provider().check({}, { ...spring, __preview: file });
		const checked = await provider().check({}, spring);

		assert.deepEqual([previewed.failures, checked.failures], [undefined, []]);
		assert.match(readFileSync(file, "utf8"), /"path":"lineName","problem":"is taken\."/);
		rmSync(dirname(file), { recursive: true });
	});

	it("is created, unchanged, updated, replaced, read and deleted by the dynamic provider", async () => {
		const { id, outs } = await provider().create(spring);
		assert.deepEqual(lines.get("1"), { LineName: "spring", Kind: "SHARED", Calls: "5" });
		assert.deepEqual(outs, { lineName: "spring", kind: "SHARED", calls: 5, lineId: "1" });

		assert.equal((await provider().diff(id, outs ?? {}, spring)).changes, false);
		assert.equal((await provider().diff(id, outs ?? {}, { ...spring, calls: 6 })).changes, true);
		assert.deepEqual((await provider().diff(id, outs ?? {}, { ...spring, kind: "OWN" })).replaces, ["kind"]);

		await provider().update(id, outs ?? {}, { ...spring, calls: 6 });
		const read = await provider().read(id, outs);
		assert.equal(read.props?.calls, 6);
		await provider().delete(id, outs ?? {});
		assert.deepEqual(requests, ["CreateLine", "UpdateLine"]);
		assert.equal(lines.size, 0);
	});

	it("is printed as argument types and schema", () => {
		const described = describeResource(definition);
		const source = argsSource(described);
		const schema = JSON.stringify(pulumiSchema([described], []));

		assert.match(
			source,
			/export interface LineArgs \{[\s\S]*kind: Input<"SHARED" \| "OWN">;[\s\S]*calls\?: Input<number/,
		);
		assert.match(source, /A change replaces the line\./);
		assert.match(schema, /"aiccs:index:Line":\{"description":"A line of calls\."/);
		assert.doesNotMatch(source + schema, /AiCallTask|campaign/);
	});
});
