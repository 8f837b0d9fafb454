import { probablyMeant } from "../../definition/did-you-mean";
import { error, note } from "../../definition/finding";
import { type Faults, quoted, quotedList, UnreadableFile } from "./faults";

/** The header of a file -> `calleeNumber`, `outId` or the name of a variable. */
export type Columns = Readonly<Record<string, string>>;

/** Where the parts of a callee are in a row. */
export interface Layout {
	readonly number: number;
	readonly outId: number | undefined;
	readonly variables: readonly { readonly index: number; readonly name: string }[];
}

/** Headers that mean the number, in the form of `likeness`. */
const numberHeaders = new Set(
	[
		"calleenumber callee called calledphone callednumber phone phonenumber phoneno mobile mobilephone mobilenumber",
		"mobileno cell cellphone tel telephone telno telnumber number msisdn 手机 手机号 手机号码 手机电话 电话 电话号码",
		"联系电话 联系方式 联系手机 移动电话 号码 被叫 被叫号码 客户电话 客户手机 客户手机号 客户号码 用户手机号",
	]
		.join(" ")
		.split(" "),
);

function likeness(header: string): string {
	return header
		.normalize("NFKC")
		.toLowerCase()
		.replace(/\(.*?\)|[\s_.*:-]/g, "");
}

function isUsualForNumbers(header: string): boolean {
	return numberHeaders.has(likeness(header));
}

/** A header as it counts: without invisible characters and blanks around it. */
export function headerOf(text: string): string {
	return text.replace(/\p{Cf}/gu, "").trim();
}

export interface LayoutOptions {
	readonly path: string;
	readonly headers: readonly string[];
	/** In JSON, rows may leave names out. */
	readonly isJson: boolean;
	readonly columns: Columns | undefined;
	readonly faults: Faults;
}

/** Finds the columns by their headers. Throws `UnreadableFile` if no number can be found. */
export function layoutOf(options: LayoutOptions): Layout {
	assertUnique(options);
	const targets = targetsOf(options);
	const number = onlyIndex(options, targets, "calleeNumber");
	if (number === undefined) throw withoutNumber(options);
	const outId = onlyIndex(options, targets, "outId");
	const variables = targets.flatMap((name, index) =>
		name === "" || index === number || index === outId ? [] : [{ index, name }],
	);
	const twice = variables.find(({ name }, index) => variables.findIndex((other) => other.name === name) < index);
	if (twice !== undefined) throw severalFor(options, targets, twice.name);
	if (targets.includes("__proto__")) {
		throw new UnreadableFile(`has a column in ${options.path} for "__proto__", which is no name.`, "Rename it.");
	}
	return { number, outId, variables };
}

/** Only the column of the number. Throws `UnreadableFile` if none can be found. */
export function numberColumnOf(options: Omit<LayoutOptions, "columns">): number {
	return layoutOf({ ...options, columns: undefined }).number;
}

function assertUnique({ path, headers }: LayoutOptions): void {
	const twice = headers.find((header, index) => header !== "" && headers.indexOf(header) < index);
	if (twice === undefined) return;
	throw new UnreadableFile(`has the header ${quoted(twice)} twice in ${path}.`, "Rename or remove one of the columns.");
}

function mapped(columns: Columns): ReadonlyMap<string, string> {
	return new Map(Object.entries(columns).map(([header, target]) => [headerOf(header), target.trim()]));
}

/** What each column is: `calleeNumber`, `outId`, the name of a variable, or nothing. */
function targetsOf({ path, headers, columns, faults }: LayoutOptions): string[] {
	if (columns === undefined) {
		const number = guessedNumber(path, headers, faults);
		const outId = headers.includes("outId") ? "outId" : headers.find((header) => likeness(header) === "outid");
		return headers.map((header) => (header === number ? "calleeNumber" : header === outId ? "outId" : header));
	}
	const known = mapped(columns);
	return headers.map((header) => known.get(header) ?? header);
}

/** The header of the number: the vendor's name, the only usual one, or the only one. */
function guessedNumber(path: string, headers: readonly string[], faults: Faults): string | undefined {
	if (headers.includes("calleeNumber")) return "calleeNumber";
	const named = headers.filter((header) => header !== "");
	const likeVendors = named.filter((header) => likeness(header) === "calleenumber");
	const usual = likeVendors.length > 0 ? likeVendors : named.filter(isUsualForNumbers);
	const isOnly = named.length === 1 && /\p{L}/u.test(named.join());
	const candidates = isOnly ? named : usual;
	const [header] = candidates;
	if (header === undefined) return undefined;
	if (candidates.length > 1) {
		throw new UnreadableFile(
			`has several columns in ${path} that could be the number: ${quotedList(candidates)}.`,
			howToName(faults, header),
		);
	}
	const problem = `takes the number from column ${quoted(header)} of ${path}.`;
	const fix = faults.property === "source" ? "set columns" : "name the right column calleeNumber";
	faults.addFinding(note(faults.property, problem, `If that is wrong, ${fix}.`));
	return header;
}

/** `columns` is for the people; other files have to name the column. */
function howToName({ property }: Faults, header: string): string {
	return property === "source"
		? `Set columns, for example { ${quoted(header)}: "calleeNumber" }.`
		: "Name the right column calleeNumber.";
}

function onlyIndex(options: LayoutOptions, targets: readonly string[], target: string): number | undefined {
	const index = targets.indexOf(target);
	if (targets.indexOf(target, index + 1) > index && index >= 0) throw severalFor(options, targets, target);
	return index < 0 ? undefined : index;
}

function severalFor({ path, headers }: LayoutOptions, targets: readonly string[], target: string): UnreadableFile {
	const several = headers.filter((_, index) => targets[index] === target);
	return new UnreadableFile(
		`has more than one column in ${path} for ${quoted(target)}: ${quotedList(several)}.`,
		"Give each column a name of its own in columns.",
	);
}

function withoutNumber({ path, headers, columns, faults }: LayoutOptions): UnreadableFile {
	const named = headers.filter((header) => header !== "");
	const example = named.find(isUsualForNumbers) ?? "phone";
	return new UnreadableFile(
		`has no column with numbers in ${path}: its headers are ${quotedList(named)}.`,
		columns === undefined
			? howToName(faults, example)
			: `Add the column with the numbers to columns, for example ${quoted(example)}: "calleeNumber".`,
	);
}

/** True if `columns` names a column for the number, and the file does not have it. */
export function lacksNamedNumber({ headers, columns = {} }: LayoutOptions): boolean {
	const named = [...mapped(columns)].flatMap(([header, target]) => (target === "calleeNumber" ? [header] : []));
	return named.length > 0 && ![...named, "calleeNumber"].some((header) => headers.includes(header));
}

/** Checks `columns`: each has a target, and the file has each header. */
export function checkColumns({ path, headers, columns = {}, faults }: LayoutOptions): void {
	const named = headers.filter((header) => header !== "");
	for (const [header, target] of mapped(columns)) {
		if (target === "") {
			const fix = "Write calleeNumber, outId or the name of a variable.";
			faults.addFinding(error("columns", `has an empty name for ${quoted(header)}.`, fix));
		}
		if (headers.includes(header)) continue;
		// Among words of two characters, any is near any other.
		const meant = header.length > 2 ? probablyMeant(header, named) : undefined;
		const fix = meant === undefined ? `Its headers are ${quotedList(named)}.` : `Did you mean ${quoted(meant)}?`;
		faults.addFinding(error("columns", `names ${quoted(header)}, which is not a column of ${path}.`, fix));
	}
}

/** Names the variables that `columns` does not. */
export function noteVariables({ path, headers, columns, faults }: LayoutOptions, { variables }: Layout): void {
	const known = mapped(columns ?? {});
	const unlisted = variables.filter(({ index }) => !known.has(headers[index] ?? ""));
	if (unlisted.length === 0) return;
	const names = quotedList(unlisted.map(({ name }) => name));
	faults.addFinding(note(faults.property, `sends the other columns of ${path} as variables: ${names}.`));
}
