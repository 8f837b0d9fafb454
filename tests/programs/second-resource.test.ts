import assert from "node:assert/strict";
import { describePrograms, failed, succeeded } from "./support/describe-programs";
import { diagnosticsOf } from "./support/diagnostics";

/** A resource class over the package's base, as a further class of the package would be. */
const toys = `
const pulumi = require("@pulumi/pulumi");
const { declare, defineOptionalOutputs } = require("./node_modules/pulumi-aiccs/dist/provider/program/resource.js");

const facts = {
	type: "pulumi-nodejs:dynamic/toys:Toy",
	schemaType: "toys:index:Toy",
	provider: 'exports.handler=()=>require("toy-provider")',
	properties: { required: ["label"], optional: ["opensAt", "seenAt"], outputs: ["toyId"], moments: ["opensAt"], id: "toyId" },
	insteadOfImport: () => "Remove it.",
	heldInStack: ({ path }, { urn, isDeclared }) => ({ fix: path + " is in " + urn + " " + isDeclared + "." }),
};

class Toy extends pulumi.CustomResource {
	constructor(name, args, options = {}) {
		const declaration = declare(facts, name, args, options);
		super(facts.type, name, declaration.inputs, declaration.options);
		declaration.end(this);
	}
}
defineOptionalOutputs(Toy, facts);
`;

/** Its provider. Each check finds what the resource's argument \`finds\` says. */
const provider = `
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");

exports.check = async (olds, { __preview, ...inputs }) => {
	if (__preview !== undefined && inputs.finds !== undefined) {
		mkdirSync(dirname(__preview), { recursive: true });
		writeFileSync(__preview, inputs.finds);
	}
	return { inputs };
};
exports.diff = async () => ({ changes: false });
exports.create = async (inputs) => ({ id: inputs.label, outs: { ...inputs, toyId: inputs.label } });
exports.delete = async () => {};
`;

const finding = { path: "opensAt", problem: "is too early.", fix: "Use a later moment.", severity: "error" };
const holder = { id: "red", report: "unlessOwn" };
const opensAt = "2027-03-01T09:00:00+08:00";

describePrograms("a second resource class over the same base", (open) => {
	it("shows its findings with values, moments and holders of its own, and records the program's line", async () => {
		const program = (declarations: Readonly<Record<string, object>>) => {
			const lines = Object.entries(declarations).map(
				([name, args]) => `new Toy(${JSON.stringify(name)}, ${JSON.stringify(args)});`,
			);
			return { "index.js": `${toys}\n${lines.join("\n")}\n` };
		};
		const account = await open({ files: program({ ball: { label: "red" } }) });
		account.program.write({ "node_modules/toy-provider/index.js": provider });
		await succeeded(account.program.up("--skip-preview=false"));
		const { text } = account.program.state();
		assert.match(text, /"type":\s*"pulumi-nodejs:dynamic\/toys:Toy"/);
		assert.match(text, /"sourcePosition":\s*"project:\/\/\/index\.js#\d+,\d+"/);
		assert.doesNotMatch(text, /"seenAt"|__preview/);

		const finds = (...findings: object[]) => JSON.stringify(findings);
		account.program.write(
			program({
				ball: { label: "red", finds: finds({ ...finding, path: "label", holder }) },
				top: { label: "blue", opensAt, finds: finds(finding) },
				kite: { label: "red", seenAt: opensAt, finds: finds({ ...finding, path: "seenAt" }, { ...finding, holder }) },
				drum: { label: "green", finds: "[{}]" },
			}),
		);

		const said = diagnosticsOf(await failed(account.program.preview()));

		const urn = "urn:pulumi:dev::program::pulumi-nodejs:dynamic/toys:Toy::ball";
		assert.deepEqual(Object.fromEntries([...said].filter(([name]) => !name.startsWith("program"))), {
			top: [
				`error: opensAt ("${opensAt}") is too early. Use a later moment. That is Monday 2027-03-01 09:00:00 in China.`,
			],
			kite: [
				`error: seenAt ("${opensAt}") is too early. Use a later moment.`,
				`error: opensAt is too early. opensAt is in ${urn} true.`,
			],
			drum: [
				"error: The findings of this resource's check cannot be read. Make sure that the program and all packages that it uses have one version of pulumi-aiccs (npm ls pulumi-aiccs).",
			],
		});
	});
});
