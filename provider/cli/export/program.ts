import type { Definition } from "../../definition/define-resource";
import { type LeftOut, unprovenText } from "../../definition/expressed";
import type { AccountRead, Exported } from "./read-account";

/** What is written into the files of a program besides its resources. */
export interface Texts {
	/** The class, and the type without its package. */
	readonly className: string;
	/** Comments at the beginning of a file. */
	readonly head: readonly string[];
}

export const importCommand = importCommandFor("import.json");

/** The command that takes the resources of an import file into the stack. */
export function importCommandFor(file: string): string {
	return `pulumi import --file ${file} --yes --protect=false --generate-code=false`;
}

/** The comments at the beginning of a program. */
export function textsOf<T>(
	{ name, properties }: Pick<Definition<T>, "name" | "properties">,
	{ exported, notExported }: AccountRead,
): Texts {
	const unproven = [...properties].filter(([property]) => exported.some((one) => one.unproven.includes(property)));
	return {
		className: name,
		head: [
			"Written by pulumi-aiccs export. Import what it declares before the first update:",
			importCommand,
			...unproven.map(([property, { readBack }]) => unprovenText(property, readBack)),
			...notExported.map(({ id, reasons }) => `Not in this program: ${name} ${id}, because ${reasons.join(" ")}`),
		],
	};
}

/** A property, or a comment about one that is not declared. */
export type Line =
	| { readonly property: string; readonly value: unknown; readonly isComment: boolean; readonly remark?: string }
	| { readonly comment: string };

/** The lines of a resource, in the order of its properties. */
export function linesOf({ values, toFill, leftOut }: Exported): Line[] {
	return [
		...[...values].map(([property, value]) => ({ property, value, isComment: false })),
		...[...toFill.values()].map((reason) => ({ comment: `TODO: ${reason}` })),
		...[...leftOut].map(leftOutLine),
	];
}

function leftOutLine([property, { shown, reason }]: readonly [string, LeftOut]): Line {
	return { property, value: shown, isComment: true, remark: reason };
}
