import { type Move, moves, type TaskStatus } from "./status";

export interface Situation {
	readonly status: TaskStatus;
	/** Whether the service's configuration still differs from the one wanted. */
	readonly needsUpdate: boolean;
	/** Whether the task is to run in the end; `undefined` when that is left to the service. */
	readonly wantsRunning: boolean | undefined;
	/** Moves that were tried already and that the service refused. */
	readonly refused: ReadonlySet<Move>;
}

/** The next thing to do to a task; `undefined` when there is nothing left. */
export function nextMove({ status, needsUpdate, wantsRunning, refused }: Situation): Move | undefined {
	const wanted = needsUpdate ? moveTowardsUpdate() : runMove(wantsRunning);
	if (wanted === undefined || refused.has(wanted)) return undefined;
	return ["needless", "refused"].includes(moves[status][wanted]) ? undefined : wanted;

	function moveTowardsUpdate(): Move {
		const allowed = moves[status].update;
		const stopMayHelp = allowed === "refused" || (allowed === "open" && wantsRunning === false);
		const mayStop = moves[status].stop !== "needless" && !refused.has("stop");
		return stopMayHelp && mayStop ? "stop" : "update";
	}
}

function runMove(wantsRunning: boolean | undefined): Move | undefined {
	if (wantsRunning === undefined) return undefined;
	return wantsRunning ? "start" : "stop";
}
