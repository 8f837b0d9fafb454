import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, join } from "node:path";
import ts from "typescript";
import { z } from "zod";

const Names = z.record(z.string(), z.unknown()).default({});
const Manifest = z.object({
	name: z.string().optional(),
	version: z.string().default("0.0.0"),
	dependencies: Names,
	optionalDependencies: Names,
	peerDependencies: Names,
	peerDependenciesMeta: Names,
});

/** The program installs it, so its own requirements do not count. */
const given = "@pulumi/pulumi";

export interface Undeclared {
	readonly by: string;
	readonly name: string;
}

/** Packages that the code loaded by these files requires, and that its own package.json does not declare. */
export function undeclaredPackages(entries: readonly string[]): { found: Undeclared[]; packages: string[] } {
	const seen = new Set<string>();
	const found = new Map<string, Undeclared>();
	const packages = new Set<string>();
	const visit = (file: string): void => {
		if (seen.has(file) || !/\.[cm]?js$/.test(file)) return;
		seen.add(file);
		const { manifest } = packageOf(file);
		packages.add(String(manifest.name));
		for (const specifier of importsIn(file)) {
			const name = packageName(specifier);
			if (name === given) continue;
			if (name !== undefined && !declares(manifest, name))
				found.set(`${manifest.name} ${name}`, { by: String(manifest.name), name });
			const target = resolved(file, specifier);
			if (target !== undefined) visit(target);
		}
	};
	for (const entry of entries) visit(realpathSync(entry));
	return { found: [...found.values()], packages: [...packages].sort() };
}

/** Lays out a package as the strictest package managers do: each package reaches only what it declares. */
export function layOutStrictly(source: string, folder: string): void {
	const { manifest } = packageOf(join(source, "package.json"));
	const modules = join(folder, "program", "node_modules");
	link(store(source, join(folder, "store")), join(modules, String(manifest.name)));
}

function store(source: string, folder: string): string {
	const { manifest } = packageOf(join(source, "package.json"));
	const modules = join(folder, `${manifest.name}@${manifest.version}`.replace("/", "+"), "node_modules");
	const target = join(modules, String(manifest.name));
	if (existsSync(target)) return target;
	const left = new Set(
		["node_modules", ".git", "bench", "docs", "examples", "tests", "tools"].map((name) => join(source, name)),
	);
	cpSync(source, target, { recursive: true, filter: (path) => !left.has(path) });
	for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
		const dependency = name === given ? undefined : installed(name, source);
		if (dependency !== undefined) link(store(dependency, folder), join(modules, name));
	}
	return target;
}

function link(target: string, path: string): void {
	mkdirSync(dirname(path), { recursive: true });
	symlinkSync(target, path, "junction");
}

function installed(name: string, from: string): string | undefined {
	const path = join(from, "node_modules", name);
	if (existsSync(path)) return realpathSync(path);
	return dirname(from) === from ? undefined : installed(name, dirname(from));
}

function packageOf(file: string): { readonly folder: string; readonly manifest: z.output<typeof Manifest> } {
	const folder = dirname(file);
	const path = join(folder, "package.json");
	if (existsSync(path)) {
		const manifest = Manifest.parse(JSON.parse(readFileSync(path, "utf8")));
		// A nested package.json without a name only sets the type of modules.
		if (manifest.name !== undefined) return { folder, manifest };
	}
	if (basename(folder) === "") throw new Error(`${file} belongs to no package.`);
	return packageOf(folder);
}

function importsIn(file: string): string[] {
	const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
	// These are AMD names, not packages.
	return importedFiles
		.map(({ fileName }) => fileName)
		.filter((name) => !["exports", "module", "require"].includes(name));
}

/** The package that a specifier names; none if it names a file or a module of Node.js. */
function packageName(specifier: string): string | undefined {
	if (specifier.startsWith(".") || specifier.startsWith("/") || isBuiltin(specifier)) return undefined;
	return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

function declares(manifest: z.output<typeof Manifest>, name: string): boolean {
	const { dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta } = manifest;
	return [
		dependencies,
		optionalDependencies,
		peerDependencies,
		peerDependenciesMeta,
		{ [String(manifest.name)]: "" },
	].some((names) => name in names);
}

function resolved(file: string, specifier: string): string | undefined {
	try {
		const path = createRequire(file).resolve(specifier);
		return isBuiltin(path) ? undefined : realpathSync(path);
	} catch {
		return undefined;
	}
}
