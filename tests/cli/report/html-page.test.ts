import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { z } from "zod";
import { htmlPage } from "../../../provider/cli/report/html";
import { type OpenBrowser, openBrowser } from "./support/browser";
import { largeReport, nastyNames, nastyReport, reportFrom } from "./support/sample-reports";

const Facts = z.object({
	tooWide: z.array(z.string()),
	pageWidth: z.number(),
	windowWidth: z.number(),
	texts: z.array(z.object({ text: z.string(), contrast: z.number(), size: z.number(), lines: z.number() })),
	overlaps: z.array(z.string()),
	cells: z.array(z.object({ width: z.number(), height: z.number(), isInside: z.boolean(), text: z.string() })),
	week: z.object({ width: z.number(), height: z.number() }),
	findingTop: z.number().nullable(),
	windowHeight: z.number(),
	/** Luminance, from 0 for black to 1 for white. */
	background: z.number(),
});
type Facts = z.output<typeof Facts>;

const factsScript = readFileSync(join(__dirname, "support", "page-facts.js"), "utf8");

const sizes = {
	phone: { width: 375, height: 800 },
	tablet: { width: 800, height: 1100 },
	desktop: { width: 1280, height: 900 },
} as const;
const smallestText = 12;
/** WCAG 2, level AA. */
const leastContrast = 4.5;

describe("the page of a report in a browser", function () {
	this.timeout(120_000);
	let open: OpenBrowser;

	before(async () => {
		open = await openBrowser();
	});
	after(() => open?.close());

	interface Look {
		readonly size?: keyof typeof sizes;
		readonly colorScheme?: "light" | "dark";
	}

	/** Opens a page, and checks that it asked for nothing and that the browser had nothing to say. */
	async function withPage(html: string, look: Look, use: (page: Page) => Promise<void>): Promise<void> {
		const { size = "desktop", colorScheme = "light" } = look;
		const context = await open.browser.newContext({ viewport: sizes[size], colorScheme });
		const page = await context.newPage();
		const [requests, complaints]: [string[], string[]] = [[], []];
		page.on("request", (request) => requests.push(request.url()));
		page.on("console", (message) => complaints.push(message.text()));
		page.on("pageerror", (error) => complaints.push(error.message));
		const file = join(open.folder, "report.html");
		writeFileSync(file, html);
		const url = pathToFileURL(file).href;
		await page.goto(url);
		await use(page);
		assert.deepEqual(complaints, []);
		assert.deepEqual([...new Set(requests.map((request) => request.split("#")[0]))], [url]);
		await context.close();
	}

	async function factsOf(page: Page): Promise<Facts> {
		return Facts.parse(await page.evaluate(factsScript));
	}

	async function unfoldAll(page: Page): Promise<void> {
		await page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true;");
	}

	function assertReadable({ tooWide, pageWidth, windowWidth, texts, overlaps }: Facts): void {
		assert.deepEqual(tooWide, []);
		assert.equal(pageWidth, windowWidth);
		assert.ok(texts.length > 10);
		assert.deepEqual(
			texts.filter(({ contrast }) => contrast < leastContrast),
			[],
		);
		assert.deepEqual(
			texts.filter(({ size }) => size < smallestText),
			[],
		);
		assert.deepEqual(overlaps, []);
	}

	for (const size of ["phone", "desktop"] as const) {
		for (const colorScheme of ["light", "dark"] as const) {
			it(`is readable on a ${size} in ${colorScheme}, with everything unfolded`, async () => {
				for (const report of [reportFrom("mixed"), colorScheme === "dark" ? reportFrom("drift") : nastyReport]) {
					await withPage(htmlPage(report), { size, colorScheme }, async (page) => {
						await unfoldAll(page);
						const facts = await factsOf(page);
						assertReadable(facts);
						assert.ok(colorScheme === "dark" ? facts.background < 0.05 : facts.background > 0.8);
					});
				}
			});

			it(`draws the week on a ${size} in ${colorScheme}: each part with its number inside`, async () => {
				await withPage(htmlPage(reportFrom("mixed")), { size, colorScheme }, async (page) => {
					const { week, cells, windowWidth } = await factsOf(page);

					assert.ok(week.width > windowWidth * 0.7 && week.height > 200, JSON.stringify(week));
					assert.deepEqual(
						cells.map(({ text }) => text),
						[...Array.from({ length: 5 }, () => ["15", "23", "23", "8"]).flat(), "20", "20"],
					);
					for (const cell of cells) {
						assert.ok(cell.isInside && cell.width > 35 && cell.height > 14, JSON.stringify(cell));
					}
				});
			});
		}

		it(`shows the first error on a ${size} without scrolling`, async () => {
			for (const report of [reportFrom("errors"), reportFrom("mixed"), largeReport({ created: 120, changed: 80 })]) {
				await withPage(htmlPage(report), { size }, async (page) => {
					const { findingTop, windowHeight } = await factsOf(page);

					assert.ok(findingTop !== null && findingTop < windowHeight - 80, String(findingTop));
				});
			}
		});

		it(`folds 200 campaigns into three screens on a ${size}`, async () => {
			await withPage(htmlPage(largeReport({ created: 120, changed: 80 })), { size }, async (page) => {
				const height = z.number().parse(await page.evaluate("document.documentElement.scrollHeight"));

				assertReadable(await factsOf(page));
				assert.ok(height < 3 * sizes[size].height, String(height));
			});
		});
	}

	it("breaks no number and no short name on a tablet", async () => {
		await withPage(htmlPage(reportFrom("mixed")), { size: "tablet" }, async (page) => {
			const facts = await factsOf(page);

			assertReadable(facts);
			assert.deepEqual(
				facts.texts.filter(({ text, lines }) => /^[\w,-]{1,12}$/.test(text) && lines > 1),
				[],
			);
		});
	});

	it("unfolds and folds on a click, and by a link to what is folded", async () => {
		await withPage(htmlPage(largeReport({ created: 30, changed: 20 })), {}, async (page) => {
			const table = page.locator("#campaigns details").first();
			const link = table.locator("a").first();
			assert.equal(await link.isVisible(), false);
			await table.locator("summary").click();
			assert.equal(await link.isVisible(), true);

			const target = page.locator(`[id="${(await link.getAttribute("href"))?.slice(1)}"]`);
			assert.equal(await target.isVisible(), false);
			await link.click();
			assert.equal(await target.isVisible(), true);

			await table.locator("summary").click();
			assert.equal(await link.isVisible(), false);
		});
	});

	it("prints what is folded, on white", async () => {
		await withPage(htmlPage(reportFrom("mixed")), {}, async (page) => {
			const folded = page.getByText("outcomes to retry").first();
			const boxOf = async () => (await folded.boundingBox())?.height ?? 0;
			assert.equal(await boxOf(), 0);
			await page.emulateMedia({ media: "print" });
			assert.ok((await boxOf()) > 0);
		});
	});

	it("shows names as they are, and runs nothing of them", async () => {
		await withPage(htmlPage(nastyReport), {}, async (page) => {
			const tags = z
				.array(z.string())
				.parse(
					await page.evaluate("[...document.querySelectorAll('script, img, iframe, b')].map((one) => one.outerHTML)"),
				);
			const text = (await page.locator("main").textContent()) ?? "";

			assert.deepEqual(tags, []);
			for (const name of nastyNames.filter((one) => /^[\x20-\x7E]{1,90}$/.test(one) && !one.includes("##"))) {
				assert.ok(text.includes(name), name);
			}
		});
	});

	it("would be seen to be too wide, too pale, too small or covered by itself", async () => {
		const bad = `<!doctype html><meta name="viewport" content="width=device-width"><p style="width:600px;margin-top:99px">wide</p><p style="color:#999">pale</p><p style="font-size:9px">small</p>
<p style="position:absolute;top:0;left:0">one on another</p><p style="position:absolute;top:4px;left:0">another on one</p>`;
		await withPage(bad, { size: "phone" }, async (page) => {
			const { tooWide, texts, overlaps, pageWidth } = await factsOf(page);

			assert.deepEqual(tooWide, ["P wide"]);
			assert.equal(pageWidth, 608);
			assert.deepEqual(
				texts.filter(({ contrast }) => contrast < leastContrast).map(({ text }) => text),
				["pale"],
			);
			assert.deepEqual(
				texts.filter(({ size }) => size < smallestText).map(({ text }) => text),
				["small"],
			);
			assert.deepEqual(overlaps, ["one on another | another on one"]);
		});
	});
});
