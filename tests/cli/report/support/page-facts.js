/* Runs in the browser: the value of the last line says what the page looks like. */

function isShown(element) {
	return element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
}

/** Red, green, blue and opacity, each from 0 to 1. */
function colorOf(text) {
	const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
	return { channels: [red, green, blue].map((channel) => channel / 255), alpha };
}

/** As WCAG 2 defines it. */
function luminance({ channels }) {
	const [red, green, blue] = channels.map((channel) =>
		channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4,
	);
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrastOf(one, other) {
	const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
	return (light + 0.05) / (dark + 0.05);
}

function backgroundOf(element) {
	if (element === null) return colorOf("rgb(255, 255, 255)");
	const color = colorOf(getComputedStyle(element).backgroundColor);
	return color.alpha === 1 ? color : backgroundOf(element.parentElement);
}

/** The texts that can be seen, with their lines. */
function textsOf(body) {
	const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
	const texts = [];
	while (walker.nextNode()) {
		const text = textOf(walker.currentNode);
		if (text.boxes.length > 0) texts.push(text);
	}
	return texts;
}

function textOf(node) {
	const element = node.parentElement;
	const text = node.data.trim();
	if (text === "" || element.closest("title, desc, style") || !isShown(element)) return { text, boxes: [] };
	const range = document.createRange();
	range.selectNodeContents(node);
	const style = getComputedStyle(element);
	const cell = element.closest("svg g")?.querySelector("rect");
	const background = cell ? colorOf(getComputedStyle(cell).fill) : backgroundOf(element);
	return {
		text: text.slice(0, 40),
		boxes: [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1),
		contrast: contrastOf(colorOf(element.closest("svg") ? style.fill : style.color), background),
		size: Number.parseFloat(style.fontSize),
	};
}

/** Lines of text may touch, but not cover each other. */
function cover(a, b) {
	const [across, down] = [
		Math.min(a.right, b.right) - Math.max(a.left, b.left),
		Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
	];
	return across > 3 && down > 5;
}

function overlapsOf(texts) {
	const sorted = texts
		.map(({ text, boxes }) => {
			const [tops, bottoms] = [boxes.map(({ top }) => top), boxes.map(({ bottom }) => bottom)];
			return { text, boxes, top: Math.min(...tops), bottom: Math.max(...bottoms) };
		})
		.sort((a, b) => a.top - b.top);
	return sorted.flatMap((one, index) => {
		const end = sorted.findIndex(({ top }, at) => at > index && top >= one.bottom);
		return sorted
			.slice(index + 1, end === -1 ? sorted.length : end)
			.filter((other) => one.boxes.some((a) => other.boxes.some((b) => cover(a, b))))
			.map((other) => `${one.text} | ${other.text}`);
	});
}

function cellOf(group) {
	const box = group.querySelector("rect").getBoundingClientRect();
	const text = group.querySelector("text");
	const label = text.getBoundingClientRect();
	const isInside = label.left >= box.left && label.right <= box.right && label.top >= box.top - 1;
	return { width: box.width, height: box.height, isInside, text: text.textContent };
}

function factsOf(body) {
	const texts = textsOf(body);
	const week = document.querySelector("svg.week")?.getBoundingClientRect();
	return {
		tooWide: [...body.querySelectorAll("*")]
			.filter((element) => isShown(element) && element.getBoundingClientRect().right > innerWidth + 0.5)
			.map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`),
		pageWidth: document.documentElement.scrollWidth,
		windowWidth: innerWidth,
		texts: texts.map(({ text, contrast, size, boxes }) => ({ text, contrast, size, lines: boxes.length })),
		overlaps: overlapsOf(texts),
		cells: [...document.querySelectorAll("svg.week g")].filter(isShown).map(cellOf),
		week: { width: week?.width ?? 0, height: week?.height ?? 0 },
		findingTop: document.querySelector(".findings li")?.getBoundingClientRect().top ?? null,
		windowHeight: innerHeight,
		background: luminance(backgroundOf(body)),
	};
}

factsOf(document.body);
