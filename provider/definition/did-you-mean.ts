import { distance } from "fastest-levenshtein";

/** The known word that was probably meant: up to two letters off, or the only one that contains the text. */
export function probablyMeant(written: string, known: readonly string[]): string | undefined {
	const text = written.toLowerCase();
	const [nearest] = known
		.map((word) => ({ word, steps: distance(word.toLowerCase(), text) }))
		.sort((a, b) => a.steps - b.steps);
	if (nearest !== undefined && nearest.steps <= 2) return nearest.word;
	const containing = known.filter((word) => word.toLowerCase().includes(text));
	return text.length >= 3 && containing.length === 1 ? containing[0] : undefined;
}
