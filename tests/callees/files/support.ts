import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Faults } from "../../../provider/callees/files/faults";
import { type FileCallee, type ReadOptions, readCallees } from "../../../provider/callees/files/read-callees";
import { type FileNumber, readNumbers } from "../../../provider/callees/files/read-numbers";
import { type Finding, sentence } from "../../../provider/definition/finding";

type Options = Partial<Omit<ReadOptions, "faults">>;

/** A folder of its own for the files of a test. */
export class Zoo {
	readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "aiccs-files-")));

	remove(): void {
		rmSync(this.folder, { recursive: true });
	}

	write(name: string, content: string | Buffer): string {
		const path = join(this.folder, name);
		writeFileSync(path, content);
		return path;
	}

	/** The callees of a file with this content, and what is found in it. */
	async callees(name: string, content: string | Buffer, options: Options = {}) {
		const path = this.write(name, content);
		const faults = new Faults("source");
		const callees = await allCallees(path, { encryptionType: 0, faults, ...options });
		return { callees, findings: this.shown(faults, valuesOf(callees)) };
	}

	/** The numbers of a do-not-call file with this content, and what is found in it. */
	async numbers(name: string, content: string | Buffer, options: Options = {}) {
		const path = this.write(name, content);
		const faults = new Faults("doNotCall");
		const found = await allNumbers(path, { encryptionType: 0, faults, ...options });
		return { found, numbers: found.map(({ number }) => number), findings: this.shown(faults, []) };
	}

	/** Findings as texts with their severities; paths lose the folder. None has a value of a row in it. */
	shown(faults: Faults, values: readonly string[]): string[] {
		const findings = faults.findings();
		assert.equal(
			faults.hasErrors,
			findings.some(({ severity }) => severity === "error"),
		);
		const texts = findings.map((finding) => this.#text(finding));
		for (const text of texts) {
			assert.doesNotMatch(text, /\d{7}/, "a number is in a finding");
			for (const value of values) assert.ok(!text.includes(value), "a value is in a finding");
		}
		return texts;
	}

	#text(finding: Finding): string {
		return `${finding.severity}: ${sentence(finding)}`.replaceAll(`${this.folder}/`, "");
	}
}

/** What only rows hold; a short value can be in a text by chance. */
function valuesOf(callees: readonly FileCallee[]): string[] {
	const values = callees.flatMap(({ outId, variables }) => [outId ?? "", ...Object.values(variables)]);
	return values.filter((value) => value.length >= 5);
}

export async function allCallees(path: string, options: ReadOptions): Promise<FileCallee[]> {
	const callees: FileCallee[] = [];
	// As plain objects, which tests compare.
	for await (const some of readCallees(path, options)) callees.push(...some.map((callee) => ({ ...callee })));
	return callees;
}

export async function allNumbers(path: string, options: ReadOptions): Promise<FileNumber[]> {
	const numbers: FileNumber[] = [];
	for await (const some of readNumbers(path, options)) numbers.push(...some);
	return numbers;
}
