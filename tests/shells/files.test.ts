import assert from "node:assert/strict";
import { z } from "zod";
import { defineResource } from "../../provider/definition/define-resource";
import { files, name, names } from "../../provider/definition/field";
import type { Recorded } from "../../provider/definition/values";
import type { Resource } from "../../provider/run/resource";
import { DynamicProvider } from "../../provider/shells/dynamic/dynamic-provider";
import { Host } from "../../provider/shells/host";

const facts = { change: "updates", source: "this test", ours: true } as const;

const Book = z.strictObject({
	title: name({ ...facts, description: "Title of the book." }),
	pages: files({ ...facts, description: "Its pages." }),
	index: names("a map", { ...facts, description: "Its index." }).optional(),
});
type Book = z.output<typeof Book>;

const definition = defineResource<Book>({
	name: "Book",
	label: "a book",
	description: "A book.",
	inputs: Book,
	outputs: { id: { name: "bookId", description: "Id of the book." }, shown: z.object({}) },
	effects: {
		updates: { short: "updates it" },
		replaces: { short: "replaces it" },
		recorded: { short: "is recorded" },
		nothing: { short: "does nothing" },
	},
	rules: [],
});

/** A resource that is created halfway, and updated halfway while its title ends with an ellipsis. */
const book: Resource<Book, Recorded<Book>> = {
	definition,
	stateIn: (outputs) => definition.recorded(outputs),
	outputsOf: (id, state) => ({ ...state, bookId: id }),
	diff: (_context, _id, olds, news) => {
		const { changed, replacing } = definition.difference(olds, news);
		return { changed: changed.length > 0, properties: changed, replacing };
	},
	create: async (_context, _owner, inputs) => ({ id: "1", state: inputs, incomplete: new Error("half of it") }),
	read: async (_context, _id, olds) => ({ definition: olds, drifted: false, state: olds }),
	update: async (_context, { news }) => ({
		state: news,
		...(news.title.endsWith("...") && { incomplete: new Error("pages 1 to 3 only") }),
	}),
	delete: async () => {},
	list: async () => [],
};

const key = "4dabf18193072939515e22adb298388d";
const asset = (path: string, hash = "a1") => ({ [key]: "c44067f5952c0a294b673a41bacd8c17", hash, path });
const hidden = { __provider: "the book", __owner: "organization/urn:pulumi:dev::shop::test:Book::spring" };
const spring = { ...hidden, title: "spring", pages: asset("spring.txt") };

describe("files in the inputs of a resource", () => {
	const provider = () => new DynamicProvider(book, new Host());
	const problem = async (pages: unknown) => {
		const { failures = [] } = await provider().check({}, { ...spring, pages });
		return failures.map(({ reason }) => reason).join("\n");
	};

	it("go to the engine as they came from it", async () => {
		const { inputs, failures } = await provider().check({}, spring);
		const { outs } = await provider().update("1", spring, spring);

		assert.deepEqual(failures, []);
		assert.deepEqual(inputs?.pages, spring.pages);
		assert.deepEqual(outs?.pages, spring.pages);
	});

	it("may be several", async () => {
		const pages = [asset("a.txt"), asset("b.txt", "b2")];

		assert.equal(await problem(pages), "");
		const { outs } = await provider().update("1", spring, { ...spring, pages });
		assert.deepEqual(outs?.pages, pages);
	});

	const others: [what: string, pages: unknown, reason: RegExp][] = [
		[
			"a StringAsset",
			{ [key]: "c44067f5952c0a294b673a41bacd8c17", text: "13800000001" },
			/is a StringAsset, whose text/,
		],
		["an asset without a path", { [key]: "c44067f5952c0a294b673a41bacd8c17", hash: "a1" }, /names no file/],
		["a RemoteAsset", { [key]: "c44067f5952c0a294b673a41bacd8c17", uri: "https://a/b" }, /is a RemoteAsset, which can/],
		["an archive", { [key]: "0def7320c3a5731c473e5ecbe6d01bc7", path: "pages.zip" }, /is an archive\./],
		["a path", "spring.txt", /is a text\. Use new pulumi\.asset\.FileAsset/],
		["a list with a path", [asset("a.txt"), "b.txt"], /is a text\. Use new pulumi\.asset\.FileAsset/],
		["an empty list", [], /pages .+ Use new pulumi\.asset\.FileAsset/],
		["nothing", undefined, /^pages is missing\. Add new pulumi\.asset\.FileAsset/],
	];
	for (const [what, pages, reason] of others) {
		it(`are refused when they are ${what}`, async () => {
			assert.match(await problem(pages), reason);
			assert.doesNotMatch(await problem(pages), /13800000001/);
		});
	}

	it("are recognized where the engine passes on nothing but their hash", async () => {
		const { path: _, ...elided } = asset("spring.txt");
		const { outs = {} } = await provider().update("1", spring, spring);
		const olds = { ...outs, pages: elided };
		const changes = async (hash: string) =>
			(await provider().diff("1", olds, { ...spring, pages: { ...elided, hash } })).changes;

		assert.equal(await changes("a1"), false);
		assert.equal(await changes("b2"), true);
		const { props } = await provider().read("1", olds);
		assert.deepEqual(props?.pages, spring.pages);
	});

	it("differ by their content and their order, and not by their path", async () => {
		const changes = async (pages: unknown) => (await provider().diff("1", spring, { ...spring, pages })).changes;

		assert.equal(await changes(asset("moved.txt")), false);
		assert.equal(await changes([asset("spring.txt")]), false);
		assert.notEqual(await changes(asset("spring.txt", "b2")), false);
		assert.notEqual(await changes([asset("spring.txt"), asset("more.txt", "b2")]), false);
	});
});

describe("a map of texts in the inputs of a resource", () => {
	it("differs by its entries, and not by their order", async () => {
		const provider = new DynamicProvider(book, new Host());
		const olds = { ...spring, index: { a: "1", b: "2" } };

		assert.equal((await provider.diff("1", olds, { ...spring, index: { b: "2", a: "1" } })).changes, false);
		assert.notEqual((await provider.diff("1", olds, { ...spring, index: { a: "1" } })).changes, false);
	});
});

describe("a resource that is finished only in part", () => {
	const paths = { a1: "spring.txt" };
	const unfinished = (outs: object) => ({ id: "1", properties: { ...outs, __provider: "the book" } });

	it("is recorded by the engine when it was created", async () => {
		const outs = { title: "spring", pages: spring.pages, bookId: "1", __paths: paths };

		await assert.rejects(new DynamicProvider(book, new Host()).create(spring), {
			...unfinished(outs),
			message: "half of it",
		});
	});

	it("is recorded by the engine when it was updated", async () => {
		const news = { ...spring, title: "summer..." };

		await assert.rejects(new DynamicProvider(book, new Host()).update("1", spring, news), {
			...unfinished({ title: "summer...", pages: spring.pages, bookId: "1", __paths: paths }),
			message: "pages 1 to 3 only",
		});
	});
});
