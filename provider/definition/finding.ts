/** Something the user should know about a declared resource before anything is sent. */
export interface Finding {
	/** Property path as programs write it, for example `callTime[1].endTime`; empty if it concerns the whole resource. */
	readonly path: string;
	/**
	 * What is wrong: the rest of a sentence that begins with the path, or a whole sentence if the path is empty. It never
	 * contains a value: only the program knows which values are secret, and adds the others.
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
 * The existing object that a finding is about. Only the program can find out, from the stack's last state, which resource
 * of the stack manages it. `unlessOwn` is shown unless that is the resource itself, `ifAnothers` only if it is another
 * one, and `ifUnmanaged` only if there is none. If it is another one, the program replaces the fix.
 */
export interface Holder {
	readonly id: string;
	readonly report: "unlessOwn" | "ifAnothers" | "ifUnmanaged";
	/** What to show instead if the resource itself manages the object. */
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

/** The findings that stop the deployment. */
export function errorsIn(findings: readonly Finding[]): Finding[] {
	return findings.filter(({ severity }) => severity === "error");
}

/** The finding in one line. */
export function sentence(finding: Finding): string {
	return [finding.path, finding.problem, finding.fix].filter((part) => part !== "").join(" ");
}
