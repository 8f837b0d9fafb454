import assert from "node:assert/strict";
import fc from "fast-check";
import { type CellProblem, isLikeANumber, normalNumber, numberOf } from "../../../provider/callees/files/phone-number";

describe("a number of a file", () => {
	const normal: [written: string, number: string, why: string][] = [
		["13800138000", "13800138000", "a mobile"],
		["19912345678", "19912345678", "a mobile with a new prefix"],
		["05718888888", "05718888888", "a landline of eleven digits"],
		["057188888888", "057188888888", "a landline of twelve digits"],
		["01088888888", "01088888888", "a landline of Beijing"],
		["0218888888", "0218888888", "a landline of ten digits"],
		["+8613800138000", "13800138000", "the country's code with +"],
		["+86 138 0013 8000", "13800138000", "blanks between groups"],
		["008613800138000", "13800138000", "the country's code with 00"],
		["8613800138000", "13800138000", "the country's code alone"],
		["+86 0571 8888 8888", "057188888888", "the country's code before a whole landline"],
		["+86 571 88888888", "057188888888", "the international form of a landline"],
		["0086-10-88888888", "01088888888", "the international form of a landline of Beijing"],
		["(0571)88888888", "057188888888", "brackets"],
		["（０５７１）８８８８８８８８", "057188888888", "full-width brackets and digits"],
		["＋８６　１３８００１３８０００", "13800138000", "full-width plus and blank"],
		["138-0013-8000", "13800138000", "dashes"],
		["138\u20130013\u20148000", "13800138000", "en and em dashes"],
		["138\u22120013\u20118000", "13800138000", "a minus and a no-break hyphen"],
		["138.0013.8000", "13800138000", "dots between groups"],
		["\u00a0138\u202f00138000\t", "13800138000", "no-break blanks and a tab"],
		["\u202d13800138000\u202c", "13800138000", "invisible marks of a contact list"],
		["\ufeff138\u200b00138000", "13800138000", "a byte order mark and a zero width space"],
		["'13800138000", "13800138000", "a spreadsheet's apostrophe"],
		["’13800138000", "13800138000", "a typographic apostrophe"],
		['="13800138000"', "13800138000", "a spreadsheet's formula"],
		["  13800138000  ", "13800138000", "blanks around it"],
	];
	for (const [written, number, why] of normal) {
		it(`is ${number} with ${why}`, () => assert.deepEqual(normalNumber(written), { number }));
	}

	const refused: [written: string, problem: CellProblem, why: string][] = [
		["", "noNumber", "nothing"],
		[" \u3000\u00a0", "noNumber", "blanks only"],
		['=""', "noNumber", "an empty formula"],
		["1.38E+10", "scientific", "a spreadsheet's notation"],
		["1.38001E+10", "scientific", "more digits of it"],
		["1,38E+10", "scientific", "a decimal comma"],
		["13800138e3", "scientific", "no point"],
		["13800138000.0", "decimal", "a point and a zero"],
		["13800138000.", "decimal", "a point at the end"],
		["13800138.000", "decimal", "one point between digits"],
		["138****8000", "masked", "asterisks"],
		["138xxxx8000", "masked", "letters as a mask"],
		["138••••8000", "masked", "bullets"],
		["13800138000/13900139000", "severalNumbers", "a slash between two"],
		["13800138000 13900139000", "severalNumbers", "a blank between two"],
		["13800138000，13900139000", "severalNumbers", "a full-width comma between two"],
		["13800138000、13900139000", "severalNumbers", "an ideographic comma between two"],
		["13800138000\n13900139000", "severalNumbers", "a line break between two"],
		["0571-8888888-8", "extension", "digits after a whole landline"],
		["0571 88888888 123", "extension", "three digits after it"],
		["05718888888-8", "extension", "digits after one without groups"],
		["010-8888888-8", "extension", "digits after one of Beijing"],
		["+86 05718888888-8", "extension", "digits after one with the country's code"],
		["+85298765432", "foreign", "Hong Kong"],
		["+1 415 555 2671", "foreign", "the United States"],
		["0085298765432", "foreign", "00 before the country's code"],
		["0000000000", "tooFewDigits", "zeros"],
		["+85", "otherCharacters", "a country's code alone"],
		["4008001234", "serviceNumber", "400"],
		["400-800-1234", "serviceNumber", "400 with dashes"],
		["8008101234", "serviceNumber", "800"],
		["95588", "serviceNumber", "a bank"],
		["10086", "serviceNumber", "an operator"],
		["12345", "serviceNumber", "a hotline"],
		["110", "serviceNumber", "the police"],
		["+86 400 800 1234", "serviceNumber", "400 with the country's code"],
		["57188888888", "landlineWithoutZero", "an area code without its 0"],
		["1088888888", "landlineWithoutZero", "Beijing without its 0"],
		["2188888888", "landlineWithoutZero", "Shanghai without its 0"],
		["86 571 88888888", "tooManyDigits", "a country's code without +, which does not prove the form"],
		["013800138000", "mobileAfterZero", "0 before a mobile"],
		["1380013800", "tooFewDigits", "a digit is missing"],
		["+861380013800", "tooFewDigits", "a digit is missing after the country's code"],
		["88888888", "tooFewDigits", "no area code"],
		["+86", "otherCharacters", "no digits after the country's code"],
		["138001380001", "tooManyDigits", "a digit more"],
		["1380013800013900139000", "tooManyDigits", "two numbers in one"],
		["12800138000", "unknownNumber", "a prefix that no mobile has"],
		["010123456789", "tooManyDigits", "a digit more than Beijing has"],
		["13800138000a", "otherCharacters", "a letter"],
		["O3800138000", "otherCharacters", "a letter that looks like a digit"],
		["电话13800138000", "otherCharacters", "a word"],
		["1380013800²", "otherCharacters", "a superscript digit"],
		["①3800138000", "otherCharacters", "a circled digit"],
		["١٣٨٠٠١٣٨٠٠٠", "otherCharacters", "digits of another script"],
		["0571-88888888转123", "otherCharacters", "a word before an extension"],
		["未知", "otherCharacters", "a word alone"],
		["-", "otherCharacters", "a dash"],
	];
	for (const [written, problem, why] of refused) {
		it(`is refused as ${problem}: ${why}`, () => assert.deepEqual(normalNumber(written), { problem }));
	}

	const digits = fc.stringMatching(/^[0-9]{8}$/);
	const numbers = fc.oneof(
		digits.map((rest) => `139${rest}`),
		digits.map((rest) => `0571${rest}`),
		digits.map((rest) => `010${rest}`),
	);

	it("has a normal form that is its own normal form", () => {
		fc.assert(fc.property(numbers, (number) => assert.deepEqual(normalNumber(number), { number })));
	});

	it("keeps each digit, whatever is written around and between the digits", () => {
		const mark = fc.constantFrom("", "", "", " ", "-", "\u00a0", "\u2013", "\u200b");
		const before = fc.constantFrom("", "+86", "0086 ", "+86-", "'");
		const mobiles = digits.map((rest) => `139${rest}`);
		const marked = fc.tuple(mobiles, before, fc.array(mark, { minLength: 11, maxLength: 11 }));
		fc.assert(
			fc.property(marked, ([number, start, marks]) => {
				const written = start + [...number].map((digit, index) => digit + marks[index]).join("");
				assert.deepEqual(normalNumber(written), { number });
			}),
		);
	});

	it("never gains, loses or changes a digit, whatever the text", () => {
		const text = fc.string({ unit: fc.constantFrom(..."0123456789+-() .eE'=\"x*８"), maxLength: 20 });
		fc.assert(
			fc.property(text, (written) => {
				const found = normalNumber(written);
				if (!("number" in found)) return;
				const own = written.replaceAll("８", "8").replace(/\D/g, "");
				assert.ok([own, own.slice(2), own.slice(4), `0${own.slice(2)}`, `0${own.slice(4)}`].includes(found.number));
			}),
			{ numRuns: 2000 },
		);
	});
});

describe("a hash of a file", () => {
	const md5 = "0123456789abcdef0123456789ABCDEF";
	const sha256 = md5 + md5;

	it("is kept as it is written, without blanks around it", () => {
		assert.deepEqual(numberOf(` ${md5} `, 1), { number: md5 });
		assert.deepEqual(numberOf(sha256, 2), { number: sha256 });
		assert.deepEqual(numberOf(sha256, 3), { number: sha256 });
	});

	it("is refused where numbers are plain", () => {
		assert.deepEqual(numberOf(md5, 0), { problem: "hash" });
		assert.deepEqual(numberOf(sha256, 0), { problem: "hash" });
	});

	it("is refused with a length that encryptionType does not have", () => {
		assert.deepEqual(numberOf(md5, 2), { problem: "wrongHash" });
		assert.deepEqual(numberOf(sha256, 1), { problem: "wrongHash" });
		assert.deepEqual(numberOf(`${md5.slice(1)}g`, 1), { problem: "wrongHash" });
	});

	it("is missing where a plain number or nothing is", () => {
		assert.deepEqual(numberOf("138 0013 8000", 1), { problem: "plainNumber" });
		assert.deepEqual(numberOf(" ", 3), { problem: "noNumber" });
	});
});

describe("the first row of a file", () => {
	const texts: [text: string, isLike: boolean, why: string][] = [
		["13800138000", true, "a number"],
		["057188888888", true, "a landline"],
		["1.38E+10", true, "a damaged number"],
		["1380013800", true, "a number with a digit too few"],
		["138****8000", true, "a masked number"],
		["0123456789abcdef0123456789abcdef", true, "a hash"],
		["name13800138000", true, "a number after a word, where a line break is missing"],
		["phone", false, "a word"],
		["手机号", false, "a word in Chinese"],
		["phone1", false, "a word with a digit"],
		["col__1", false, "a word with a line under it"],
		["2026-11-26", false, "a date"],
		["20261126", false, "a date without dashes"],
		["2026", false, "a year"],
		["", false, "nothing"],
	];
	for (const [text, isLike, why] of texts) {
		it(`${isLike ? "is not a header" : "may be a header"} with ${why} in it`, () => {
			assert.equal(isLikeANumber(text), isLike);
		});
	}
});
