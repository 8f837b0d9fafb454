/** Words that a program cannot declare at the top of a module, and names that its files use themselves. */
const reserved = new Set(
	"abstract any arguments as async await boolean break case catch class const constructor continue debugger declare default delete do else enum eval export exports extends false finally for from function get global globalThis if implements import in instanceof interface let module namespace never new null number object of package private process protected public pulumi require return set static string super switch symbol this throw true try type typeof undefined unknown var void while with yield".split(
		" ",
	),
);

const words = /(?:(?![_\p{Default_Ignorable_Code_Point}\u{10000}-\u{10ffff}])\p{ID_Continue})+/gu;

/**
 * The words of a name: what can be seen of the letters and digits of any script. Those outside of the basic plane are
 * left out, as old compilers do not know them.
 */
function wordsOf(name: string): string[] {
	return name.normalize("NFC").match(words) ?? [];
}

/** Gives each name a form that no other one has. */
export class UniqueNames {
	private readonly used = new Set<string>();

	/** The name, or the name with the smallest number from 2 that makes it unique. */
	unique(name: string, separator: string): string {
		let unique = name;
		for (let number = 2; this.used.has(unique); number++) unique = `${name}${separator}${number}`;
		this.used.add(unique);
		return unique;
	}
}

/** The name of the resource in the stack: the words of the task's name. */
export function resourceName(name: string, id: string): string {
	return wordsOf(name).join("-") || `task-${id}`;
}

/** The name of a constant: the words of the task's name in camel case. */
export function identifier(name: string, id: string): string {
	const [first, ...others] = wordsOf(name);
	if (first === undefined) return `task${id}`;
	const joined = [isShouted(first) ? first.toLowerCase() : lowerFirst(first), ...others.map(upperFirst)].join("");
	if (!/^\p{ID_Start}/u.test(joined)) return `task${joined}`;
	return reserved.has(joined) ? `${joined}Task` : joined;
}

function isShouted(word: string): boolean {
	return word.length > 1 && word === word.toUpperCase();
}

function lowerFirst(word: string): string {
	return word.charAt(0).toLowerCase() + word.slice(1);
}

function upperFirst(word: string): string {
	return word.charAt(0).toUpperCase() + word.slice(1);
}
