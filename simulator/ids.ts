const SPAN = 10n ** 14n / 2n;
/* Coprime to SPAN, so ids never repeat, and their order tells nothing of their age, as little as the vendor promises it does. */
const STRIDE = 61_803_398_874_989n;

/** Ids look like the vendor's: four leading digits, 18 in all. They are odd, so a client that reads one as a double gets another. */
export function idSequence(prefix: string, seed: number): () => string {
	let last = BigInt(Math.abs(Math.trunc(seed))) % SPAN;
	return () => {
		last = (last + STRIDE) % SPAN;
		return prefix + (2n * last + 1n).toString().padStart(14, "0");
	};
}
