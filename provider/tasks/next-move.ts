import type { TaskStatus } from "../run/task-status";
import { type Move, moves } from "./status";

export interface Situation {
	readonly status: TaskStatus;
	/** Whether the task still has to be updated. */
	readonly needsUpdate: boolean;
	/** Whether the task should run in the end; `undefined` if that is left to the service. */
	readonly wantsRunning: boolean | undefined;
	/** Moves that the service has refused. */
	readonly refused: ReadonlySet<Move>;
}

/** The next move to make; `undefined` if there is none left. */
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
