/** The exit codes of `pulumi-aiccs`. */
export const exitCode = {
	done: 0,
	/** The command did its work, and what it looked at is not in order. */
	found: 1,
	/** The command line or an input is wrong. Nothing was done. */
	wrongInput: 2,
	/** Something outside the command kept it from its work: the network, a permission, a disk. */
	failed: 3,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export const exitCodeHelp = `
Exit codes:
  0  done
  1  done, and what was looked at is not in order: the report has errors, or an export is incomplete or
     its check found changes
  2  the command line or an input is wrong; nothing was done
  3  the work could not be done: no permission, no answer, a file that cannot be written
`;
