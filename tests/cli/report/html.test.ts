import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { htmlPage } from "../../../provider/cli/report/html";
import { html } from "../../../provider/cli/report/html-markup";
import { emptyReport, largeReport, nastyReport, reportFrom } from "./support/sample-reports";

describe("a report as HTML", () => {
	const page = htmlPage(reportFrom("mixed"));

	it("has the same parts as the Markdown, in the same order", () => {
		assert.deepEqual(
			[...page.matchAll(/<h[12][^>]*>(.*?)<\/h/g)].map(([, title]) => title),
			[
				"AI call campaigns: no errors, 3 warnings",
				"Errors and warnings",
				"Campaigns",
				"Calls at a time",
				"What changes",
			],
		);
		assert.ok(page.includes("1,515 people are called, from Thu "));
	});

	it("has only the parts for which there is something", () => {
		const empty = htmlPage(emptyReport);

		assert.match(empty, /<h1>AI call campaigns: no changes<\/h1>/);
		assert.doesNotMatch(empty, /<section/);
	});

	it("loads nothing, runs nothing, and allows no more than its own style", () => {
		const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
		const hash = createHash("sha256").update(style).digest("base64");

		assert.ok(page.includes(`content="default-src 'none'; style-src 'sha256-${hash}'"`));
		assert.doesNotMatch(page, /<script|\bon\w+=|\bsrc=|url\(|@import|https?:|\bstyle="/);
	});

	it("describes the picture of the week, and has it as a table", () => {
		assert.match(page, /role="img" aria-labelledby="picture-title picture-text"/);
		assert.match(
			page,
			/<desc id="picture-text">[^<]*Mon: 09:00–10:00 15, 10:00–12:00 23, 14:00–18:00 23, 18:00–19:00 8\./,
		);
		assert.match(page, /<th scope="row">Sun<\/th><td>no calls<\/td>/);
	});

	it("links only to what it has, and has each id once", () => {
		for (const text of [page, htmlPage(largeReport({ created: 30, changed: 20 }))]) {
			const ids = [...text.matchAll(/\bid="([^"]+)"/g)].map(([, id]) => id);
			const links = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);

			assert.equal(new Set(ids).size, ids.length);
			assert.ok(links.length > 4);
			assert.deepEqual(
				links.filter((id) => !ids.includes(id)),
				[],
			);
		}
	});

	it("escapes every value, also in attributes and in lists, and nothing twice", () => {
		const name = `<a href="x" title='y'>&\`</a>`;
		const escaped = "&#60;a href=&#34;x&#34; title=&#39;y&#39;&#62;&#38;&#96;&#60;/a&#62;";

		assert.equal(
			html`<p title="${name}">${[name, html`<b>${name}</b>`]}${undefined}${0}</p>`.text,
			`<p title="${escaped}">${escaped}<b>${escaped}</b>0</p>`,
		);
	});

	it("has the same tags whatever the names are", () => {
		const tags = (text: string) => [...new Set([...text.matchAll(/<(\w+)/g)].map(([, tag]) => tag))].sort();

		assert.deepEqual(tags(htmlPage(nastyReport)), tags(page));
	});

	it("has neither secrets nor phone numbers", () => {
		for (const name of ["first-create", "mixed", "errors", "drift"] as const) {
			assert.doesNotMatch(htmlPage(reportFrom(name)), /0571|138\d{8}/, name);
		}
	});

	it("grows with the campaigns and no faster", () => {
		const bytes = (count: number) => htmlPage(largeReport({ created: count, changed: count })).length;
		const [small, large] = [bytes(50), bytes(100)];

		assert.ok(large < 2 * small, `${small} ${large}`);
		assert.ok(large < 800_000, String(large));
	});
});
