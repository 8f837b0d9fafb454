import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import ts from "typescript";

const repository = resolve(__dirname, "..", "..");

export interface Import {
	/** The importing file, from the root of the repository. */
	readonly file: string;
	/** The specifier as written. */
	readonly specifier: string;
	/** The package's name, `node:`, or the imported file from the root of the repository. */
	readonly target: string;
	/** Compilation removes it. */
	readonly isTypeOnly: boolean;
}

/** The TypeScript and JavaScript files under a folder, from the root of the repository; installed ones left out. */
export function sourcesUnder(folder: string): string[] {
	return readdirSync(join(repository, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name) && !entry.parentPath.includes("node_modules"))
		.map((entry) => posix(relative(repository, join(entry.parentPath, entry.name))))
		.sort();
}

export function sourceText(file: string): string {
	return readFileSync(join(repository, file), "utf8");
}

const computed = "a computed name";

/** Every import, re-export, import(), require() and require.resolve() of a file. */
export function importsOf(file: string): Import[] {
	const found: Import[] = [];
	const note = (specifier: ts.Expression | undefined, isTypeOnly: boolean) => {
		if (specifier === undefined) return;
		// What is loaded by a computed name is an import of its own: no floor allows it.
		const text = ts.isStringLiteralLike(specifier) ? specifier.text : undefined;
		found.push({ file, specifier: text ?? computed, target: text ? targetOf(file, text) : computed, isTypeOnly });
	};
	const visit = (node: ts.Node): void => {
		if (ts.isImportDeclaration(node)) note(node.moduleSpecifier, isTypeOnlyImport(node.importClause));
		if (ts.isExportDeclaration(node)) note(node.moduleSpecifier, node.isTypeOnly || areTypes(node.exportClause));
		if (ts.isExternalModuleReference(node)) note(node.expression, false);
		if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) note(node.argument.literal, true);
		if (ts.isCallExpression(node) && isLoading(node.expression)) note(node.arguments[0], false);
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, sourceText(file), ts.ScriptTarget.ES2022, false));
	return found;
}

function isTypeOnlyImport(clause: ts.ImportClause | undefined): boolean {
	if (clause === undefined) return false;
	if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
	return clause.name === undefined && areTypes(clause.namedBindings);
}

function areTypes(names: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
	if (names === undefined || !(ts.isNamedImports(names) || ts.isNamedExports(names))) return false;
	const elements: readonly (ts.ImportSpecifier | ts.ExportSpecifier)[] = [...names.elements];
	return elements.length > 0 && elements.every(({ isTypeOnly }) => isTypeOnly);
}

function isLoading(expression: ts.Expression): boolean {
	if (expression.kind === ts.SyntaxKind.ImportKeyword) return true;
	const loader = ts.isPropertyAccessExpression(expression) ? expression.expression : expression;
	return ts.isIdentifier(loader) && loader.text === "require";
}

function targetOf(file: string, specifier: string): string {
	if (specifier.startsWith("node:")) return "node:";
	if (!specifier.startsWith(".")) return packageOf(specifier);
	const path = posix(relative(repository, resolve(repository, dirname(file), specifier)));
	return /\.[a-z]+$/.test(path) ? path : `${path}.ts`;
}

function packageOf(specifier: string): string {
	return specifier
		.split("/")
		.slice(0, specifier.startsWith("@") ? 2 : 1)
		.join("/");
}

function posix(path: string): string {
	return path.split(sep).join("/");
}
