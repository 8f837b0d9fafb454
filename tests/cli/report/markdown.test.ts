import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";
import { markdown } from "../../../provider/cli/report/markdown";
import {
	campaign,
	emptyReport,
	error,
	largeReport,
	nastyNames,
	nastyReport,
	reportFrom,
	reportOfOne,
} from "./support/sample-reports";

/** What GitHub and GitLab make of it, before they remove tags and add links and mentions. */
function rendered(text: string): string {
	return micromark(text, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
}

function tagsIn(html: string): string[] {
	return [...new Set([...html.matchAll(/<(\w+)/g)].map(([, tag = ""]) => tag))].sort();
}

/** What people see, without code and code blocks, in which nothing is a mention or a link. */
function textIn(html: string): string {
	return html
		.replace(/<(code|pre)\b.*?<\/\1>/gs, "")
		.replace(/<[^>]+>/g, "")
		.replace(/&(lt|gt|amp|quot);/g, (_, name) => ({ lt: "<", gt: ">", amp: "&", quot: '"' })[String(name)] ?? "");
}

/** The most characters of a comment on GitHub. */
const mostOfComment = 65_536;

const ownTags = "code details h2 h3 li p pre strong summary table tbody td th thead tr ul".split(" ");

describe("a report as Markdown", () => {
	it("has the verdict, who is called, the findings, the campaigns, the week and the changes, in this order", () => {
		const text = markdown(reportFrom("mixed"));
		const lines = text.split("\n").filter((line) => /^(#|\*\*1,515|Campaigns:)/.test(line));

		assert.deepEqual(lines, [
			"## ⚠️ AI call campaigns: no errors, 3 warnings",
			"**1,515 people are called, from Thu 2026-11-26 14:00 until about Sat 2026-11-28 10:15 in China, if a call takes 60 s.** 5 people are no longer on the list, but called already.",
			"Campaigns: 1 created, 2 changed, 1 replaced, 1 destroyed, 1 unchanged. Lists of people: 1 created, 1 changed.",
			"### Errors and warnings",
			"### Campaigns",
			"### Calls at a time",
			"### What changes",
		]);
	});

	it("is what docs/report.md shows, in parts", () => {
		const docs = readFileSync(join(__dirname, "..", "..", "..", "docs", "report.md"), "utf8");
		const quoted = docs.split("\n").flatMap((line) => /^> ?(.*)$/.exec(line)?.[1] ?? []);
		const parts = quoted
			.join("\n")
			.split("[…]")
			.map((part) => part.trim());
		const text = markdown(reportFrom("mixed"));

		assert.equal(parts.length, 3);
		for (const part of parts) assert.ok(text.includes(part), part);
	});

	it("has each finding with the line of the program", () => {
		const text = markdown(reportFrom("errors"));

		assert.ok(
			text.includes("\n- ❌ `spring` (`index.ts:7`): taskCps (800) is too large. Use a whole number from 1 to 500.\n"),
		);
	});

	it("has each change in words, with drift told apart", () => {
		const text = markdown(reportFrom("drift"));

		assert.ok(text.includes("\n| calls at a time `taskCps` | 50 | **5** |\n"));
		assert.ok(
			text.includes(
				"\n- ⚠️ calls at a time: Someone changed it outside of the program, from 5 to 50. The update sets it back to 5.\n",
			),
		);
	});

	it("draws the week with a character for each half hour", () => {
		const text = markdown(reportFrom("mixed"));

		assert.ok(text.includes("\n     0     3     6     9     12    15    18    21    24 most\n"));
		assert.ok(text.includes("\nMon  ··················▆▆████····████████▃▃··········  23\n"));
		assert.ok(text.includes("\nSun  ················································\n"));
		assert.ok(text.includes("\n▁ 1 to 2 … █ 23 calls at a time\n"));
	});

	it("has the call windows as a chart of Mermaid for up to 20 campaigns", () => {
		const chart = (count: number) => {
			const campaigns = Array.from({ length: count }, (_, index) => campaign(`c${index}`));
			return /```mermaid\n(.*?)```/s.exec(markdown({ ...emptyReport, campaigns }))?.[1];
		};

		assert.equal(chart(20)?.match(/^ {4}section c\d+\n {4}Mon :09:00, 12:00$/gm)?.length, 20);
		assert.equal(chart(21), undefined);
	});

	it("is one line where nothing changes", () => {
		assert.equal(
			markdown(reportFrom("no-change")),
			"## ✅ AI call campaigns: no changes\n\n**No one is imported.**\n\n6 unchanged resources are not in this preview: pulumi preview --json --show-sames has all.\n",
		);
	});

	it("has a command at the end of a finding as it is to be typed", () => {
		const command = "pulumi config set --path 'aiccs:confirmedLaunches[0]' 150-1pivru48hdrc9rdhr4k";
		const text = markdown({
			...emptyReport,
			findings: [error(`150 people. To confirm it: ${command}`)],
		});

		assert.ok(text.includes(`150 people. To confirm it: \`${command}\`\n`), text);
		assert.match(
			rendered(text),
			/<code>pulumi config set --path 'aiccs:confirmedLaunches\[0\]' 150-1pivru48hdrc9rdhr4k<\/code>/,
		);
	});

	it("has neither secrets nor phone numbers", () => {
		for (const name of ["first-create", "mixed", "errors", "drift"] as const) {
			assert.doesNotMatch(markdown(reportFrom(name)), /0571|138\d{8}/, name);
		}
	});

	describe("with names that would break out", () => {
		const text = markdown(nastyReport);
		const html = rendered(text);

		it("keeps its own structure, as GitHub reads it", () => {
			assert.deepEqual(tagsIn(html), ownTags);
			assert.equal(html.match(/<h2>/g)?.length, 1);
			assert.equal(html.match(/<h3>/g)?.length, 4);
			assert.equal(html.match(/<details>/g)?.length, html.match(/<\/details>/g)?.length);
			const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => row.match(/<t[dh]/g)?.length);
			assert.deepEqual([...new Set(rows)].sort(), [3, 7]);
			assert.equal(rows.filter((cells) => cells === 7).length, nastyNames.length + 1);
		});

		it("keeps its own structure whatever the names are", () => {
			const signs = fc.constantFrom(
				..."`|\\<>*_[]()!#@:~$&-+.=1a \n\t/",
				"www.",
				"http://",
				"```",
				"&lt;",
				"</details>",
			);
			const texts = fc.oneof(
				fc.array(signs, { maxLength: 30 }).map((all) => all.join("")),
				fc.string({ unit: "binary" }),
			);
			fc.assert(
				fc.property(texts, texts, (name, message) => {
					const html = rendered(markdown(reportOfOne(name, message)));

					assert.deepEqual(
						tagsIn(html).filter((tag) => !ownTags.includes(tag)),
						[],
					);
					const rows = [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => row.match(/<t[dh]/g)?.length);
					assert.deepEqual(rows, [7, 7, 3, 3]);
					assert.equal(html.match(/<li>/g)?.length, 5);
					assert.equal(html.match(/<h\d>/g)?.length, 5);
					assert.doesNotMatch(textIn(html), /@\w|#\d|https?:\/\/|www\./i);
				}),
				{ numRuns: 100 },
			);
		});

		it("notifies no one, and links to nothing", () => {
			const shown = textIn(html);

			assert.doesNotMatch(shown, /@\w/);
			assert.doesNotMatch(shown, /#\d|\bGH-\d/);
			assert.doesNotMatch(shown, /:(tada|\+1):/);
			assert.doesNotMatch(shown, /https?:\/\/|www\./);
			assert.ok(shown.includes("\u200B"));
		});

		it("shows what was written", () => {
			const shown = textIn(html).replaceAll("\u200B", "");

			for (const name of nastyNames.filter((one) => /^[\x20-\x7E\u4e00-\u9fff🎉]{1,90}$/u.test(one))) {
				assert.ok(shown.includes(`${name} as a message`), name);
			}
		});

		it("gives a build server no command", () => {
			assert.doesNotMatch(text, /^\s*::/m);
			assert.doesNotMatch(text, /##(\[|vso)/);
		});

		it("has no control characters, and none that turn the direction of text", () => {
			assert.doesNotMatch(text, /(?!\n)\p{Cc}|[\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
		});

		it("gives Mermaid only letters, digits and harmless signs", () => {
			const [, chart = ""] = /```mermaid\n(.*?)```/s.exec(text) ?? [];

			assert.equal(chart.match(/^ {4}section /gm)?.length, nastyNames.length);
			for (const line of chart.trimEnd().split("\n").slice(4)) {
				assert.match(line, /^ {4}(section [\p{L}\p{N} ,._–-]{1,40}|Mon :\d\d:\d\d, \d\d:\d\d)$/u);
			}
		});
	});

	describe("of 200 campaigns", () => {
		const text = markdown(largeReport({ created: 120, changed: 80 }));

		it("fits into a comment on GitHub, with every campaign in a folded table", () => {
			assert.ok(text.length < mostOfComment, String(text.length));
			assert.equal(text.match(/^\| (created|changed) \| `campaign-\d+`/gm)?.length, 200);
			assert.deepEqual(
				[...text.matchAll(/<summary>(.*?)<\/summary>/g)].map(([, title]) => title),
				[
					"120 created, 180,000 people to import",
					"80 changed, 1,200 people to import",
					"80 changed, 1,200 people to import",
				],
			);
		});

		it("says the same finding and the same change once", () => {
			assert.equal(text.match(/The campaign is running/g)?.length, 1);
			assert.match(text, /^- ⚠️ (`campaign-\d+` \(`[^`]+`\), ){8}72 more: The campaign is running/m);
			assert.equal(text.match(/calls at a time `taskCps` \| 5 \| \*\*8\*\*/g)?.length, 1);
		});

		it("shows no more than 4,000 characters before something is unfolded", () => {
			const open = text.replace(/<details>.*?<\/details>/gs, "");

			assert.ok(open.length < 4000, String(open.length));
		});
	});

	it("says how much it leaves out where even that is too long", () => {
		const many = markdown(largeReport({ created: 300, changed: 300 }, (index) => `@|${index}`.repeat(30)));
		const worst = markdown({
			...emptyReport,
			findings: Array.from({ length: 500 }, (_, index) => error(`${index} ${"@#:".repeat(1000)}`)),
			campaigns: Array.from({ length: 20 }, (_, index) => campaign(`${index}${"@#:".repeat(1000)}`)),
			lists: [],
		});

		for (const text of [many, worst]) {
			assert.ok(text.length < mostOfComment, String(text.length));
			assert.match(text, /… [\d,]+ more, which the page has \(--format html\)/);
		}
	});
});
