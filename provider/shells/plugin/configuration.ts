import { probablyMeant } from "../../definition/did-you-mean";
import { Configuration, secretKeys } from "../../service/configuration";
import { ConfigurationError } from "../../service/configuration-error";
import { accountNames } from "../../service/settings";
import { readSettings } from "../context";
import { opened, sealed, unknownText } from "../engine-values";

/** Inputs of every provider, which Pulumi adds. */
const ofPulumi = ["version", "pluginDownloadURL", "__internal"];

type LookUp = (key: string) => string | undefined;

/** The configuration keys in the inputs of a provider, each as text. */
export function lookUpIn(inputs: object): LookUp {
	const { values } = opened(inputs);
	return (key) => {
		const [, name = ""] = /^aiccs:(.*)$/.exec(key) ?? [];
		const value = values[name];
		if (value === undefined || value === null) return undefined;
		return typeof value === "string" ? value : JSON.stringify(value);
	};
}

/** The inputs of a provider with every secret marked. SDKs mark only what is not in an object, and accounts are in one. */
export function sealedConfiguration(inputs: object): Record<string, unknown> {
	const { values, secrets } = opened(inputs);
	const accounts = lookUpIn(inputs)("aiccs:accounts") ?? "";
	const ofModel = secretKeys();
	const hasSecret = ofModel.some((key) => accounts.includes(`"${key}"`));
	return sealed(values, [...new Set([...secrets, ...ofModel, ...(hasSecret ? ["accounts"] : [])])]);
}

/** What is wrong with the inputs of a provider. */
export function configurationFaults(inputs: object): string[] {
	const { values } = opened(inputs);
	const known: readonly string[] = Configuration.keyof().options;
	const strange = Object.keys(values).filter((key) => !known.includes(key) && !ofPulumi.includes(key));
	if (strange.length > 0) return strange.map((key) => unknownKey(key, known));
	// A key that another resource gives is not known in its preview.
	if (JSON.stringify(values).includes(unknownText)) return [];
	const get = lookUpIn(inputs);
	return [...new Set([undefined, ...accountNames(get)].flatMap((account) => faultOf(get, account) ?? []))];
}

function faultOf(get: LookUp, account: string | undefined): string | undefined {
	try {
		readSettings(get, account);
		return undefined;
	} catch (thrown) {
		if (!(thrown instanceof ConfigurationError)) throw thrown;
		return thrown.message;
	}
}

function unknownKey(key: string, known: readonly string[]): string {
	const meant = probablyMeant(key, known);
	const fix = meant === undefined ? `Remove it. There are: ${known.join(", ")}.` : `Use ${meant}.`;
	return `${key} is no key of this provider. ${fix}`;
}
