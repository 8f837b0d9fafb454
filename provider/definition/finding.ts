/** Something a user should know about a declared resource before anything is sent. */
export interface Finding {
	/** Property path as written in a program, for example `callTime[1].endTime`; empty when it concerns the whole resource. */
	readonly path: string;
	/**
	 * What is wrong: the rest of a sentence that begins with the path, or a whole one where there is no path. It never
	 * holds a value: only a program knows which of its values are secret, and it adds the others.
	 */
	readonly problem: string;
	/** What to do about it. */
	readonly fix: string;
	/** An error stops the deployment; a warning and a note do not. */
	readonly severity: "error" | "warning" | "note";
	/** Owners of other resources with the same problem, which names them as `resourceLabels` does. */
	readonly others?: readonly string[];
	readonly holder?: Holder;
}

/**
 * The object in the account that a finding is about. Whose it is, only a program can look up (in its stack's last state):
 * it drops an `unlessOwn` finding about the resource's own object, an `ifAnothers` finding about one that no other
 * resource of the stack holds, and an `ifStrangers` finding about one that any of them holds. Of an object that another
 * resource of the stack holds it gives a fix of its own: the finding's is for objects of no resource of the stack.
 */
export interface Holder {
	readonly id: string;
	readonly report: "unlessOwn" | "ifAnothers" | "ifStrangers";
	/** What to show in place of the finding when the object is the resource's own. */
	readonly ifOwn?: Pick<Finding, "problem" | "fix" | "severity">;
}

export function error(path: string, problem: string, fix: string, more: Partial<Finding> = {}): Finding {
	return { path, problem, fix, severity: "error", ...more };
}

export function warning(path: string, problem: string, fix: string, more: Partial<Finding> = {}): Finding {
	return { path, problem, fix, severity: "warning", ...more };
}

export function note(path: string, problem: string, fix = "", more: Partial<Finding> = {}): Finding {
	return { path, problem, fix, severity: "note", ...more };
}

/** The finding as one line. */
export function sentence(finding: Finding): string {
	return [finding.path, finding.problem, finding.fix].filter((part) => part !== "").join(" ");
}
