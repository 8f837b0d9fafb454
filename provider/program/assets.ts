import { accessSync, constants, statSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { part } from "../definition/part";

/**
 * The arguments as the engine gets them: without assets that the resource's check refuses in any case, so that their
 * content never reaches a log, and in a preview without files that the engine could not read: it would refuse the resource
 * in its own words, end the program, and keep every other finding back. The check reports them instead. An update gets
 * files as they are: the engine refuses it then.
 */
export function withoutRefused(args: pulumi.Inputs, isPreview: boolean): pulumi.Inputs {
	const accepted = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(accepted);
		if (pulumi.asset.Archive.isInstance(value)) return { asset: "archive" };
		if (!pulumi.asset.Asset.isInstance(value)) return value;
		if (part(value, "text") !== undefined) return { asset: "text" };
		if (part(value, "uri") !== undefined) return { asset: "remote" };
		return isPreview ? fileOrPath(value) : value;
	};
	return Object.fromEntries(Object.entries<unknown>(args).map(([name, value]) => [name, accepted(value)]));
}

async function fileOrPath(file: pulumi.asset.Asset): Promise<unknown> {
	const path = await part(file, "path");
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
