/** The files that name the version, as text. */
export interface VersionedFiles {
	readonly packageJson: string;
	readonly packageLock: string;
	readonly schema: string;
	readonly changelog: string;
}

interface Section {
	readonly title: string;
	readonly text: string;
}

/** What is to be done before this version can be released; empty if all files agree. */
export function versionProblems(files: VersionedFiles): string[] {
	const version = versionIn(files.packageJson);
	const others = { "package-lock.json": files.packageLock, "schema.json": files.schema };
	const differing = Object.entries(others).flatMap(([file, text]) =>
		versionIn(text) === version
			? []
			: [
					`${file} has version ${versionIn(text)}, package.json ${version}. Run: npm install --package-lock-only && npm run schema`,
				],
	);
	return [...differing, ...changelogProblems(version, sectionsOf(files.changelog))];
}

function changelogProblems(version: string, sections: readonly Section[]): string[] {
	const unreleased = sections.find(({ title }) => title === "Unreleased");
	const newest = sections.find(({ title }) => title !== "Unreleased");
	const heading = `## ${version} - <year-month-day>`;
	return [
		...(unreleased === undefined || unreleased.text === ""
			? []
			: [`CHANGELOG.md has entries under "Unreleased". Put them under "${heading}".`]),
		...(newest !== undefined && isHeadingOf(version, newest.title)
			? []
			: [`CHANGELOG.md begins with "## ${newest?.title ?? ""}" instead of "${heading}".`]),
	];
}

function isHeadingOf(version: string, title: string): boolean {
	const date = title.startsWith(`${version} - `) ? title.slice(version.length + 3) : "";
	return /^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date));
}

function sectionsOf(changelog: string): Section[] {
	return changelog
		.split(/^## /m)
		.slice(1)
		.map((part) => {
			const [title = "", ...lines] = part.split("\n");
			return { title: title.trim(), text: lines.join("\n").trim() };
		});
}

function versionIn(json: string): string {
	const value: unknown = JSON.parse(json);
	const version = typeof value === "object" && value !== null && "version" in value ? value.version : undefined;
	return String(version);
}
