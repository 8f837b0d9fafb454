/** Characters that are invisible but not white space: formats, fillers, selectors, the empty braille pattern. */
const markless = String.raw`\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}`;
const invisible = new RegExp(`[${markless}]`, "u");
const blankStart = new RegExp(`^[\\s${markless}]`, "u");
const blankEnd = new RegExp(`[\\s${markless}]$`, "u");
const visible = new RegExp(`[^\\s${markless}]`, "u");
const everyInvisible = new RegExp(`[${markless}]`, "gu");

/** Pairs in which an invisible character shapes the visible one before it: emoji, variants of ideographs, flags. */
const shaped = String.raw`\p{Extended_Pictographic}[\ufe0e\ufe0f]|[0-9#*]\ufe0f\u20e3|\p{Ideographic}[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|(?=\p{Script=Mongolian})\p{L}[\u180b-\u180d\u180f]|\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f}`;
const shapedEnd = new RegExp(`(?:${shaped})$`, "u");
const everyShaped = new RegExp(shaped, "gu");

/** Joiners belong to the spelling of some scripts and of emoji, between two visible characters. */
const joiners = /[\u200c\u200d]/gu;

const names: Readonly<Record<string, string>> = {
	"00A0": "no-break space",
	"00AD": "soft hyphen",
	"180E": "Mongolian vowel separator",
	"200B": "zero width space",
	"200C": "zero width non-joiner",
	"200D": "zero width joiner",
	"200E": "left-to-right mark",
	"200F": "right-to-left mark",
	"202A": "left-to-right embedding",
	"202C": "pop directional formatting",
	"202D": "left-to-right override",
	"202E": "right-to-left override",
	"2060": "word joiner",
	"2800": "empty braille pattern",
	"3000": "ideographic space",
	"3164": "Hangul filler",
	FEFF: "byte order mark",
};

/** The code point of an invisible character and, for common ones, its name. */
function nameOf(character: string): string {
	const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
	const name = names[number];
	return name === undefined ? `U+${number}` : `U+${number}, ${name}`;
}

/** The first invisible character of a text, by name. */
export function invisibleIn(text: string): string | undefined {
	const [character] = invisible.exec(text) ?? [];
	return character === undefined ? undefined : nameOf(character);
}

/** The first invisible character that does not belong to the spelling of its neighbours, by name. */
export function strayInvisibleIn(text: string): string | undefined {
	return invisibleIn(text.replace(everyShaped, "x").replace(joiners, ""));
}

/** The first white space in a text, by name; an empty name for ordinary white space. */
export function whiteSpaceIn(text: string): string | undefined {
	const [character] = /\s/u.exec(text) ?? [];
	if (character === undefined) return undefined;
	return /[\t\n\v\f\r ]/.test(character) ? "" : nameOf(character);
}

export function hasVisible(text: string): boolean {
	return visible.test(text);
}

/** The white space or invisible character at either end of a text, by name; an empty name for an ordinary space. */
export function blankEndOf(text: string): string | undefined {
	const [character] = blankStart.exec(text) ?? (shapedEnd.test(text) ? null : blankEnd.exec(text)) ?? [];
	if (character === undefined) return undefined;
	return character === " " ? "" : nameOf(character);
}

/** True for full-width letters, digits and signs, and for digits of other scripts. */
export function hasForeignForms(text: string): boolean {
	return /[\uff01-\uffee]/u.test(text) || /(?![0-9])\p{Nd}/u.test(text);
}

/**
 * A form in which texts that look alike are equal: it ignores letter case, Unicode form, width, invisible characters and
 * the amount of white space. It is not published whether the service treats such names as the same.
 */
export function likeness(text: string): string {
	const plain = text.normalize("NFKC").replace(everyInvisible, "");
	// Upper case first: it has one form for letters that have several in lower case.
	return plain.toUpperCase().toLowerCase().normalize("NFKC").replace(/\s+/gu, " ").trim();
}
