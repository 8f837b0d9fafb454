import { accessSync, constants, statSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";

/**
 * The arguments of a preview, without files that the engine could not read: it would refuse the resource in its own
 * words, end the program, and keep every other finding back. The resource's check reports them instead. An update gets
 * the files as they are: the engine refuses it then.
 */
export function withoutUnreadable(args: pulumi.Inputs): pulumi.Inputs {
	return Object.fromEntries(Object.entries<unknown>(args).map(([name, value]) => [name, readable(value)]));
}

function readable(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(readable);
	if (pulumi.asset.Archive.isInstance(value)) return { asset: "archive" };
	if (!pulumi.asset.Asset.isInstance(value)) return value;
	if (part(value, "uri") !== undefined) return { asset: "remote" };
	const path = part(value, "path");
	return path === undefined ? value : fileOrPath(value, path);
}

async function fileOrPath(file: pulumi.asset.Asset, promised: unknown): Promise<unknown> {
	const path = await promised;
	return typeof path !== "string" || isReadableFile(path) ? file : { path, hash: "" };
}

function isReadableFile(path: string): boolean {
	try {
		accessSync(path, constants.R_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
