import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { extname } from "node:path";
import { note } from "../../definition/finding";
import { type Faults, UnreadableFile } from "./faults";

type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A text file whose whole content can be decoded. */
export interface TextFile {
	readonly path: string;
	/** The beginning of the text. */
	readonly head: string;
	/** The text in UTF-8, in parts, without a byte order mark. */
	chunks(): AsyncGenerator<Buffer>;
}

const chunkBytes = 32 * 1024;
const asCsv = "Save it as CSV in UTF-8 and use that file.";
const asUtf8 = "Export it again, as CSV in UTF-8.";

/** Reads the whole file, to know what it is. Throws `UnreadableFile`. */
export async function openText(path: string, faults: Faults): Promise<TextFile> {
	await assertReadable(path);
	const first = await firstBytes(path);
	assertText(path, first);
	const encoding = await encodingOf(path, first, faults);
	const head = new TextDecoder(encoding).decode(first, { stream: true });
	return { path, head, chunks: () => utf8Chunks(path, encoding) };
}

/** Finds out before the file is opened: opening a pipe waits until something writes to it. */
async function assertReadable(path: string): Promise<void> {
	try {
		const stats = await stat(path);
		if (stats.isDirectory()) throw new UnreadableFile(`names ${path}, which is a folder.`, "Name a file.");
		if (!stats.isFile()) {
			throw new UnreadableFile(`names ${path}, which is a pipe or a device.`, "Use a file: it is read more than once.");
		}
		if (stats.size === 0) throw new UnreadableFile(`names ${path}, which is empty.`, "Use a file with rows.");
	} catch (error) {
		throw asUnreadable(path, error);
	}
}

const systemErrors: Readonly<Record<string, readonly [problem: string, fix: string]>> = {
	ENOENT: ["which does not exist.", "Correct the path; it is relative to the folder of the program."],
	ENOTDIR: ["which does not exist.", "Correct the path; it is relative to the folder of the program."],
	EACCES: ["which may not be read by this user.", "Give this user the permission to read it."],
	EPERM: ["which may not be read by this user.", "Give this user the permission to read it."],
};

function asUnreadable(path: string, error: unknown): unknown {
	if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return error;
	const code = String(error.code);
	const [problem, fix] = systemErrors[code] ?? [`which cannot be read (${code}).`, "Make sure that it can be read."];
	return new UnreadableFile(`names ${path}, ${problem}`, fix);
}

async function* bytesOf(path: string): AsyncGenerator<Buffer> {
	let handle: FileHandle | undefined;
	try {
		// Without O_NONBLOCK, opening a pipe that has taken the file's place would wait.
		handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
		for (;;) {
			const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(chunkBytes), 0, chunkBytes, null);
			if (bytesRead === 0) return;
			yield buffer.subarray(0, bytesRead);
		}
	} catch (error) {
		throw asUnreadable(path, error);
	} finally {
		await handle?.close();
	}
}

async function* utf8Chunks(path: string, encoding: Encoding): AsyncGenerator<Buffer> {
	if (encoding === "utf-8") {
		let isFirst = true;
		for await (const bytes of bytesOf(path)) {
			yield isFirst ? withoutMark(bytes) : bytes;
			isFirst = false;
		}
		return;
	}
	const decoder = new TextDecoder(encoding);
	for await (const bytes of bytesOf(path)) yield Buffer.from(decoder.decode(bytes, { stream: true }));
}

function withoutMark(bytes: Buffer): Buffer {
	return bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? bytes.subarray(3) : bytes;
}

/** First bytes of files that are no text, and what they are. */
const signatures: readonly (readonly [start: string, what: string])[] = [
	["PK\x03\x04", "an Excel workbook or another zip archive"],
	["\xd0\xcf\x11\xe0", "an Excel workbook of the old format"],
	["%PDF", "a PDF document"],
	["\x1f\x8b", "compressed"],
];

function assertText(path: string, first: Buffer): void {
	const start = first.subarray(0, 16).toString("latin1");
	const [, what] = signatures.find(([signature]) => start.startsWith(signature)) ?? [];
	if (what !== undefined) throw new UnreadableFile(`names ${path}, which is ${what}.`, asCsv);
	if (
		/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|!--|\?xml|html|head|body|meta|table)/i.test(
			first.subarray(0, 512).toString("latin1"),
		)
	) {
		throw new UnreadableFile(`names ${path}, which is a page in HTML or XML.`, asCsv);
	}
}

async function firstBytes(path: string): Promise<Buffer> {
	for await (const bytes of bytesOf(path)) return bytes;
	throw new UnreadableFile(`names ${path}, which is empty.`, "Use a file with rows.");
}

/** That of its mark or, without one, UTF-8 if all of it is, and otherwise GB18030, which spreadsheets write in China. */
async function encodingOf(path: string, first: Buffer, faults: Faults): Promise<Encoding> {
	const [, marked = "utf-8"] = marks.find(([mark]) => first.subarray(0, 2).toString("latin1") === mark) ?? [];
	const { firstLine, damaged, ideographs } = await survey(path, marked);
	if (firstLine === undefined) return marked;
	// Other encodings hardly ever contain Chinese characters when they are read as UTF-8.
	if (marked !== "utf-8" || ideographs >= damaged) {
		throw new UnreadableFile(`names ${path}, which has damaged characters (line ${firstLine}).`, asUtf8);
	}
	const chinese = await survey(path, "gb18030");
	if (chinese.firstLine !== undefined) {
		const place = `line ${chinese.firstLine}`;
		throw new UnreadableFile(`names ${path}, which is neither UTF-8 nor GB18030 (${place}).`, asUtf8);
	}
	faults.addFinding(note(faults.property, `names ${path}, which is not UTF-8: it is read as GB18030.`));
	return "gb18030";
}

const marks: readonly (readonly [mark: string, encoding: Encoding])[] = [
	["\xff\xfe", "utf-16le"],
	["\xfe\xff", "utf-16be"],
];

interface Survey {
	/** The first line with a character that cannot be decoded, or was lost before; `undefined` if there is none. */
	readonly firstLine: number | undefined;
	readonly damaged: number;
	/** Chinese characters in the parts that have damaged ones. */
	readonly ideographs: number;
}

/** Decodes the whole file. Throws `UnreadableFile` if it is not text. */
async function survey(path: string, encoding: Encoding): Promise<Survey> {
	const decoder = new TextDecoder(encoding);
	let firstLine: number | undefined;
	let [line, damaged, ideographs] = [1, 0, 0];
	const examine = (text: string): void => {
		const zero = text.indexOf("\0");
		if (zero >= 0) {
			const place = `line ${line + countOf(text.slice(0, zero), "\n")}`;
			throw new UnreadableFile(`names ${path}, which has a NUL byte in ${place}: it is not text, or damaged.`, asUtf8);
		}
		const at = text.indexOf("\ufffd");
		if (at >= 0) {
			firstLine ??= line + countOf(text.slice(0, at), "\n");
			damaged += countOf(text, "\ufffd");
			ideographs += text.match(/\p{Script=Han}/gu)?.length ?? 0;
		}
		line += countOf(text, "\n");
	};
	for await (const bytes of bytesOf(path)) examine(decoder.decode(bytes, { stream: true }));
	examine(decoder.decode());
	return { firstLine, damaged, ideographs };
}

function countOf(text: string, part: string): number {
	let count = 0;
	for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count++;
	return count;
}

/** True for JSON Lines, by the file's name or its first character. */
export function isJson({ path, head }: TextFile): boolean {
	const [first] = head.trimStart();
	if (first === "[") {
		throw new UnreadableFile(
			`names ${path}, which is a list in JSON.`,
			"Write JSON Lines: one object on each line, without [ and commas around them (jq -c '.[]' does it).",
		);
	}
	return first === "{" || [".jsonl", ".ndjson"].includes(extname(path).toLowerCase());
}
