import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { declaredKey } from "../definition/drift";
import { FileRef, type OtherAsset } from "../definition/file-ref";
import { part } from "../definition/part";
import { Raw, unknown } from "../definition/values";

/** The text that the engine sends for an unknown value. */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key and the values that mark assets, archives and secrets among other objects. */
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

/** True for what the engine has in place of a secret value. */
export function isSecret(value: object): boolean {
	return part(value, signatureKey) === secretSignature;
}

/** Values with their secrets in plain text, and the names of those that are secret or contain one. */
export function opened(values: EngineValues): { readonly values: Record<string, unknown>; readonly secrets: string[] } {
	const open = Object.entries(values).map(([name, value]) => [name, ...openedValue(value)] as const);
	return {
		values: Object.fromEntries(open.map(([name, value]) => [name, value])),
		secrets: open.flatMap(([name, , isSecret]) => (isSecret ? [name] : [])),
	};
}

/** The secret values among those of the engine. */
export function secretsIn(engineValues: EngineValues): unknown[] {
	const { values, secrets } = opened(engineValues);
	return secrets.map((name) => values[name]);
}

function openedValue(value: unknown): readonly [value: unknown, isSecret: boolean] {
	let hasSecret = false;
	const open = (one: unknown): unknown => {
		if (Array.isArray(one)) return one.map(open);
		if (typeof one !== "object" || one === null) return one;
		if (!isSecret(one)) return Object.fromEntries(Object.entries(one).map(([key, inner]) => [key, open(inner)]));
		hasSecret = true;
		return open(part(one, "value"));
	};
	return [open(value), hasSecret];
}

/** Values with some of them marked as secrets. */
export function sealed(values: Record<string, unknown>, secrets: readonly string[]): Record<string, unknown> {
	const marked = secrets.filter((name) => name in values).map((name) => [name, sealedValue(values[name])]);
	return { ...values, ...Object.fromEntries(marked) };
}

function sealedValue(value: unknown): unknown {
	return typeof value === "object" && value !== null && isSecret(value)
		? value
		: { [signatureKey]: secretSignature, value };
}

/** A secret in an import file. The engine encrypts it in the state. */
export function secret(value: unknown): object {
	return { [signatureKey]: secretSignature, plaintext: JSON.stringify(value) };
}

/** Values as the engine sends them. */
export type EngineValues = object;

/** A declared resource, as the engine sends it. */
export interface Declared {
	/** The inputs without hidden keys and empty values; unknown values are marked. */
	readonly inputs: Raw;
	/** The URN in a check, the key elsewhere; empty if absent. */
	readonly owner: string;
	readonly isPreview: boolean;
	/** The file for a preview's findings. */
	readonly findingsFile: string | undefined;
	/** The URN of the resource whose id it uses; empty if absent. */
	readonly belongsTo: string;
	/** The ids of the resources that it belonged to before: a hidden input that check adds. */
	readonly former: readonly string[];
	/** The line that loads this code. It must be in everything from which the engine loads the provider again. */
	readonly provider: unknown;
}

const Ids = z.array(z.string()).catch([]);
const Text = z.string().optional().catch(undefined);

/** Separates the hidden keys of a resource's inputs from its properties. */
export function declaredIn(values: EngineValues): Declared {
	const all = withoutEmpty(values, marked, fileIn);
	return {
		inputs: new Raw(visible(all)),
		owner: Text.parse(all.__owner) ?? "",
		isPreview: all.__preview !== undefined,
		findingsFile: Text.parse(all.__preview),
		belongsTo: Text.parse(all.__belongsTo) ?? "",
		former: Ids.parse(all.__former),
		provider: all.__provider,
	};
}

/** The paths of the files in a resource's outputs, by hash: a hidden output. */
const pathsKey = "__paths";
const Paths = z.record(z.string(), z.string()).catch({});

/** The outputs in the state of a resource, hidden ones included. The engine leaves out the paths of files there. */
export function outputsIn(values: EngineValues): Raw {
	const paths = Paths.parse(part(values, pathsKey));
	const file = (value: object) => {
		const found = fileIn(value);
		return found !== undefined && "hash" in found ? { ...found, path: found.path || (paths[found.hash] ?? "") } : found;
	};
	return new Raw(withoutEmpty(values, marked, file));
}

/** Inputs for the state: as the program gave them, without empty values and hidden keys. */
export function keptInputs(inputs: EngineValues): Record<string, unknown> {
	return visible(withoutEmpty(inputs, (value) => value));
}

function marked(value: unknown): unknown {
	return value === unknownText ? unknown : value;
}

/** Elements of lists stay, even empty ones: removing them would hide a mistake and shift the others. */
function withoutEmpty(
	values: EngineValues,
	leaf: (value: unknown) => unknown,
	asset: (value: object) => object | undefined = () => undefined,
): Record<string, unknown> {
	const read = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(read);
		if (typeof value !== "object" || value === null) return leaf(value);
		return asset(value) ?? withoutEmpty(value, leaf, asset);
	};
	const given = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
	return Object.fromEntries(given.map(([key, value]) => [key, read(value)]));
}

/**
 * Outputs for the engine, with the paths of their files once more. It keeps a value secret under the name under which the
 * program did, so values under another name are always secrets.
 */
export function outputsToEngine(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const paths: Record<string, string> = {};
	const outputs = toEngine(values, ({ hash, path }) => {
		paths[hash] = path;
	});
	const declared = outputs[declaredKey];
	return {
		...outputs,
		...(Object.keys(paths).length > 0 && { [pathsKey]: paths }),
		...(declared !== undefined && { [declaredKey]: sealedValue(declared) }),
	};
}

/** Inputs or outputs for an import file, which the engine records as they are. */
export function importedValues(values: Readonly<Record<string, unknown>>, provider: string): Record<string, unknown> {
	return { ...outputsToEngine(values), __provider: provider };
}

/** Values for the engine, which accepts only JSON and no undefined values. Files become assets. */
export function toEngine(
	values: Readonly<Record<string, unknown>>,
	onFile: (file: FileRef) => void = () => {},
): Record<string, unknown> {
	return JSON.parse(
		JSON.stringify(values, (_key, value: unknown) => {
			// Few values are files, and zod is slow to refuse.
			const file = part(value, "hash") === undefined ? undefined : FileRef.safeParse(value).data;
			if (file === undefined) return value;
			onFile(file);
			return { [signatureKey]: assetSignature, ...file };
		}),
	);
}

/**
 * The file or other asset that an object of the engine is. Of assets in the state, and of both sides of a diff, the engine
 * passes on nothing but the hash: a file without a path.
 */
function fileIn(value: object): FileRef | OtherAsset | undefined {
	const signature = part(value, signatureKey);
	if (signature === archiveSignature) return { asset: "archive" };
	if (signature !== assetSignature) return undefined;
	if (part(value, "uri")) return { asset: "remote" };
	const file = FileRef.safeParse({ path: "", ...value }).data;
	return file === undefined || part(value, "text") ? { asset: "text" } : file;
}

/** True if two resources have the same inputs as far as a diff shows them: files by their hash. */
export function areSameInputs(one: Raw, other: Raw): boolean {
	return isDeepStrictEqual(withoutPaths(one), withoutPaths(other));
}

function withoutPaths(inputs: Raw): unknown {
	return JSON.parse(
		JSON.stringify(inputs.all(), (_key, value: unknown) =>
			part(value, "hash") === undefined ? value : part(value, "hash"),
		),
	);
}

function visible(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(values).filter(([key]) => !key.startsWith("__")));
}
