import assert from "node:assert/strict";
import { opened, sealed } from "../../provider/shells/engine-values";
import { configurationFaults, sealedConfiguration } from "../../provider/shells/plugin/configuration";

const emea = { accessKeyId: "LTAIemea", accessKeySecret: "SecretMarked" };

/** The names of the inputs that are marked as secrets. */
const secretsOf = (inputs: object) => opened(sealedConfiguration(inputs)).secrets.toSorted();

describe("the inputs of a provider of the plugin", () => {
	it("have their secrets marked, also those in an account, which no SDK marks", () => {
		const inputs = { ...emea, securityToken: "TokenMarked", accounts: { emea } };

		assert.deepEqual(secretsOf(inputs), ["accessKeySecret", "accounts", "securityToken"]);
		assert.deepEqual(opened(sealedConfiguration(inputs)).values, inputs);
	});

	it("have the accounts marked as well if those are one text", () => {
		assert.deepEqual(secretsOf({ accounts: JSON.stringify({ emea }) }), ["accounts"]);
	});

	it("keep accounts without secrets readable, and what is marked already as it is", () => {
		const inputs = { region: "cn-hangzhou", accounts: { emea: { profile: "emea" } } };

		assert.deepEqual(sealedConfiguration(inputs), inputs);
		const marked = sealed({ accounts: { emea }, endpoint: "https://example.com" }, ["accounts", "endpoint"]);
		assert.deepEqual(sealedConfiguration(marked), marked);
	});

	it("are as faultless with marks as without them", () => {
		const inputs = { ...emea, accounts: { emea } };

		assert.deepEqual([inputs, sealedConfiguration(inputs)].map(configurationFaults), [[], []]);
	});
});
