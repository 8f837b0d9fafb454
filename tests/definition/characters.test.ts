import assert from "node:assert/strict";
import fc from "fast-check";
import { likeness, strayInvisibleIn } from "../../provider/definition/characters";
import { findingsOf, good, textsOf } from "../tasks/support/definitions";

const errorsOf = (taskName: string) => textsOf(findingsOf({ ...good, taskName }), "error");
const warningsOf = (taskName: string) => textsOf(findingsOf({ ...good, taskName }), "warning");

describe("the ends of a name", () => {
	it("are never a format character or one that is ignored if it has no glyph", () => {
		const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/u;
		let tried = 0;

		for (let code = 0; code <= 0x10ffff; code++) {
			if (code >= 0xd800 && code <= 0xdfff) continue;
			const character = String.fromCodePoint(code);
			if (!hidden.test(character)) continue;
			tried++;
			const names = [`a${character}`, `${character}a`, character, `${character} ${character}`];
			for (const name of names)
				assert.equal(errorsOf(name).length, 1, `U+${code.toString(16)} in ${JSON.stringify(name)}`);
		}

		assert.ok(tried > 4000, `${tried} of them`);
	}).timeout(60_000);

	const whole = [
		"❤️",
		"spring ❤️",
		"👨‍👩‍👧",
		"1️⃣",
		"🏴󠁧󠁢󠁥󠁮󠁧󠁿",
		"spring 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
		"葛\u{e0100}",
		"ᠠ᠋",
		"☎︎",
		"é",
		"e\u0301",
		"春季",
		"नमस्ते",
		"می‌خواهم",
	];
	for (const name of whole) {
		it(`may be a shaped character: ${name}`, () => assert.deepEqual([errorsOf(name), warningsOf(name)], [[], []]));
	}
});

describe("a doubtful name", () => {
	const warned: [name: string, problem: RegExp][] = [
		["spring\u200bcallback", /U\+200B, zero width space/],
		["spring\u00adcallback", /U\+00AD, soft hyphen/],
		["spring\u202ecallback", /U\+202E, right-to-left override/],
		["spring\u3164callback", /U\+3164, Hangul filler/],
		["spring\u2800callback", /U\+2800, empty braille pattern/],
		["spring\ufe0fcallback", /U\+FE0F/],
		["spring-undefined", /undefined, null, NaN or None/],
		["undefined", /undefined, null, NaN or None/],
		["null_spring", /undefined, null, NaN or None/],
		["spring NaN", /undefined, null, NaN or None/],
		["spring-None", /undefined, null, NaN or None/],
	];
	for (const [name, problem] of warned) {
		it(`causes a warning: ${JSON.stringify(name)}`, () => {
			const [warning, ...others] = warningsOf(name);

			assert.match(warning ?? "", problem);
			assert.deepEqual([others, errorsOf(name)], [[], []]);
		});
	}

	for (const name of [
		"annulled",
		"nullification",
		"undefinedness",
		"Nancy",
		"Nonesuch",
		"a\u200db",
		"spring callback",
	]) {
		it(`causes no warning: ${JSON.stringify(name)}`, () => assert.deepEqual(warningsOf(name), []));
	}
});

describe("the likeness of names", () => {
	const alike: [one: string, other: string][] = [
		["Spring", "spring"],
		["SPRING", "spring"],
		["spring", " spring "],
		["é", "e\u0301"],
		["ｓｐｒｉｎｇ－２０２７", "spring-2027"],
		["春季　回访", "春季 回访"],
		["spring  callback", "spring callback"],
		["spring\u00a0callback", "spring callback"],
		["spring\u200bcallback", "springcallback"],
		["ﬁrst", "first"],
		["Straße", "STRASSE"],
		["ΟΔΟΣ", "οδος"],
		["①", "1"],
		["sprıng", "spring"],
		["ｶﾞ", "ガ"],
	];
	for (const [one, other] of alike) {
		it(`is the same for ${JSON.stringify(one)} and ${JSON.stringify(other)}`, () =>
			assert.equal(likeness(one), likeness(other)));
	}

	const unlike: [one: string, other: string][] = [
		["spring", "spring-2"],
		["spring callback", "springcallback"],
		["春", "夏"],
		["a-b", "a_b"],
		["e", "é"],
	];
	for (const [one, other] of unlike) {
		it(`differs for ${JSON.stringify(one)} and ${JSON.stringify(other)}`, () =>
			assert.notEqual(likeness(one), likeness(other)));
	}

	it("is stable, and the same for every form of the name", () => {
		fc.assert(
			fc.property(fc.string({ unit: "grapheme" }), (name) => {
				const like = likeness(name);

				for (const form of [like, name.normalize("NFD"), name.normalize("NFKC"), ` ${name}\t`, `\u200b${name}`]) {
					assert.equal(likeness(form), like);
				}
			}),
		);
	});
});

describe("an invisible character", () => {
	it("is not stray if it shapes the character before it, or joins", () => {
		for (const text of ["❤️ and ☎︎", "👨‍👩‍👧", "葛\u{e0100}城", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 flag"])
			assert.equal(strayInvisibleIn(text), undefined, text);
	});
});
