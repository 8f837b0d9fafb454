/** One text for all names that differ only by letter case, Unicode normal form or character width. */
export function likeness(name: string): string {
	return name.normalize("NFKC").toLowerCase().normalize("NFKC");
}
