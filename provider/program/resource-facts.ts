import type { Finding } from "../definition/finding";

/** What the program's side has to know of one resource type. */
export interface ResourceFacts {
	/** Its dynamic type, its type in the schema and its provider line, of `type-tokens.ts`. */
	readonly type: string;
	readonly schemaType: string;
	readonly provider: string;
	/** The argument that is the id of a resource which this one belongs to. */
	readonly belongsTo?: string;
	/** Printed from the resource's definition. */
	readonly properties: PropertyNames;
	/** What to do instead of using the option `import`. */
	readonly insteadOfImport: (id: string) => string;
	/** How a finding reads when another resource of the stack holds what it is about. */
	readonly heldInStack: (finding: Finding, holder: StackHolder) => Partial<Finding>;
}

export interface PropertyNames {
	/** Arguments that a program must give. */
	readonly required: readonly string[];
	/** Arguments that a program may leave out. */
	readonly optional: readonly string[];
	/** Outputs that are not arguments. */
	readonly outputs: readonly string[];
	/** Arguments that hold a moment. */
	readonly moments: readonly string[];
	/** The output that repeats the id. The engine lists the outputs of a stack's resources, but not their ids. */
	readonly id: string;
}

/** A resource in the stack's last state. */
export interface StackHolder {
	readonly urn: string;
	/** The option that tells Pulumi that the resource with the finding is this one. */
	readonly aliasOption: string;
	/** False when the program no longer declares it. */
	readonly isDeclared: boolean;
}
