import { constants } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import { extname } from "node:path";
import { UnreadableFile } from "./faults";

type Encoding = "utf-8" | "gb18030" | "utf-16le" | "utf-16be";

/** A text file whose whole content can be decoded. */
export interface TextFile {
	readonly path: string;
	readonly encoding: Encoding;
	/** The beginning of the text. */
	readonly head: string;
	/** The text in UTF-8, in parts, without a byte order mark. */
	chunks(): AsyncGenerator<Buffer>;
}

const chunkBytes = 32 * 1024;
const asCsv = "Save it as CSV in UTF-8 and use that file.";

/** Reads the file once, to know what it is. Throws `UnreadableFile`. */
export async function openText(path: string): Promise<TextFile> {
	await assertReadable(path);
	const { encoding, head } = await surveyed(path);
	return { path, encoding, head, chunks: () => utf8Chunks(path, encoding) };
}

/** Opening a pipe or a device could wait for ever, so its kind is known before. */
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

function marked(first: Buffer): Encoding | undefined {
	if (first[0] === 0xff && first[1] === 0xfe) return "utf-16le";
	return first[0] === 0xfe && first[1] === 0xff ? "utf-16be" : undefined;
}

async function surveyed(path: string): Promise<{ encoding: Encoding; head: string }> {
	let first: Buffer | undefined;
	for await (const bytes of bytesOf(path)) {
		first = bytes;
		break;
	}
	if (first === undefined) throw new UnreadableFile(`names ${path}, which is empty.`, "Use a file with rows.");
	assertText(path, first);
	const encoding = marked(first) ?? (await guessed(path));
	await assertDecodable(path, encoding);
	return { encoding, head: new TextDecoder(encoding).decode(first, { stream: true }) };
}

/** UTF-8 if all of it is, and otherwise GB18030, which spreadsheets write in China. */
async function guessed(path: string): Promise<Encoding> {
	const line = await undecodableLine(path, "utf-8");
	if (line === undefined) return "utf-8";
	if ((await undecodableLine(path, "gb18030")) === undefined) return "gb18030";
	throw new UnreadableFile(
		`names ${path}, which is neither UTF-8 nor GB18030 (line ${line}).`,
		"Save it as CSV in UTF-8.",
	);
}

async function assertDecodable(path: string, encoding: Encoding): Promise<void> {
	if (!encoding.startsWith("utf-16")) return;
	if ((await undecodableLine(path, encoding)) !== undefined) {
		throw new UnreadableFile(`names ${path}, which is damaged UTF-16.`, "Save it as CSV in UTF-8.");
	}
}

/** The line of the first part of the file that is not in this encoding; `undefined` if all of it is. */
async function undecodableLine(path: string, encoding: Encoding): Promise<number | undefined> {
	const decoder = new TextDecoder(encoding, { fatal: true });
	const isWide = encoding.startsWith("utf-16");
	let line = 1;
	const fails = (bytes?: Buffer): boolean => {
		try {
			decoder.decode(bytes, { stream: bytes !== undefined });
			return false;
		} catch {
			return true;
		}
	};
	for await (const bytes of bytesOf(path)) {
		const zero = isWide ? -1 : bytes.indexOf(0);
		if (zero >= 0) {
			throw new UnreadableFile(
				`names ${path}, which has a NUL byte in line ${line + lineBreaks(bytes.subarray(0, zero))}: it is not a text file, or damaged.`,
				asCsv,
			);
		}
		if (fails(bytes)) return line;
		line += lineBreaks(bytes);
	}
	return fails() ? line : undefined;
}

function lineBreaks(bytes: Buffer): number {
	let count = 0;
	for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count++;
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
