import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { aliasOption, childUrn, formerUrns } from "../../provider/program/urn";

const urn = (rest: string) => `urn:pulumi:dev::shop::${rest}`;

class Part extends pulumi.ComponentResource {}
class Leaf extends pulumi.CustomResource {}

describe("the URNs that a resource has had", () => {
	const forget = () => pulumi.runtime.resetOptions("", "", -1, "", "", false, "");
	beforeEach(() =>
		pulumi.runtime.setMocks(
			{ newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) },
			"shop",
			"dev",
		),
	);
	after(forget);

	async function settled(resource: pulumi.Resource): Promise<string[]> {
		await new Promise((resolve) => resource.urn.apply(resolve));
		return (await formerUrns(resource)).sort();
	}

	it("are none without aliases", async () => {
		assert.deepEqual(await settled(new Leaf("a:b:Leaf", "x", {})), []);
	});

	it("include those by its own aliases", async () => {
		const aliases = [{ name: "w::1" }, urn("a:b:Leaf::v"), { parent: pulumi.rootStackResource }];
		const part = new Part("a:b:Part", "part");

		assert.deepEqual(await settled(new Leaf("a:b:Leaf", "x", {}, { parent: part, aliases })), [
			urn("a:b:Leaf::v"),
			urn("a:b:Leaf::x"),
			urn("a:b:Part$a:b:Leaf::w::1"),
		]);
	});

	it("include those by its parents' aliases, at every depth", async () => {
		const outer = new Part("a:b:Outer", "new", {}, { aliases: [urn("a:b:Old::old")] });
		const inner = new Part("a:b:Inner", "inner", {}, { parent: outer });

		assert.deepEqual(await settled(new Leaf("a:b:Leaf", "x", {}, { parent: inner, aliases: [{ name: "w" }] })), [
			urn("a:b:Old$a:b:Inner$a:b:Leaf::w"),
			urn("a:b:Old$a:b:Inner$a:b:Leaf::x"),
			urn("a:b:Outer$a:b:Inner$a:b:Leaf::w"),
		]);
		assert.deepEqual(await settled(new Leaf("a:b:Leaf", "new-calls", {}, { parent: outer })), [
			urn("a:b:Old$a:b:Leaf::old-calls"),
		]);
	});
});

describe("the URN of a resource under a parent", () => {
	it("contains its parents' types, and not their names", () => {
		assert.equal(childUrn(urn("a:b:Part::p::1"), "a:b:Leaf", "x::2"), urn("a:b:Part$a:b:Leaf::x::2"));
		assert.equal(childUrn(urn("pulumi:pulumi:Stack::shop-dev"), "a:b:Leaf", "x"), urn("a:b:Leaf::x"));
	});
});

describe("the option for a resource that had another URN", () => {
	it("quotes the name as a JavaScript string", () => {
		assert.equal(aliasOption(urn('a:b:Leaf::"x"'), urn("a:b:Leaf::y")), 'aliases: [{ name: "\\"x\\"" }]');
	});
});
