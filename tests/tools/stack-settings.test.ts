import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setPlainValue } from "../../tools/pulumi/hermetic-stack";

describe("writing a plain value into a stack's settings", () => {
	it("replaces the old value, secret or not, and nothing else", () => {
		const folder = mkdtempSync(join(tmpdir(), "aiccs-settings-"));
		const file = join(folder, "Pulumi.dev.yaml");
		const secret = "  aiccs:accessKeySecret:\n    secure: v1:abc\n";
		writeFileSync(file, `config:\n${secret}  aiccs:region: cn-hangzhou\nencryptionsalt: v1:xyz\n`);
		setPlainValue(file, "aiccs:region", "cn-shanghai");
		setPlainValue(file, "aiccs:accessKeySecret", "plain: text");
		const settings = `config:\n  aiccs:accessKeySecret: "plain: text"\n  aiccs:region: "cn-shanghai"\nencryptionsalt: v1:xyz\n`;
		assert.equal(readFileSync(file, "utf8"), settings);
		rmSync(folder, { recursive: true });
	});
});
