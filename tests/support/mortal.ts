import type { Api } from "../../provider/service/client";

export interface Death {
	/** The number of the call, from 1. */
	readonly call: number;
	readonly when: "before" | "after";
}

/** A provider process that dies at one of its calls. */
export function mortal({ call, when }: Death): { through(api: Api): Api; readonly died: Promise<"died"> } {
	let made = 0;
	let isDead = false;
	const forever = new Promise<never>(() => {});
	let die: (word: "died") => void = () => {};
	const died = new Promise<"died">((resolve) => {
		die = resolve;
	});
	const end = () => {
		isDead = true;
		die("died");
		return forever;
	};
	return {
		died,
		through: (api) => ({
			async call(operation, parameters) {
				if (isDead) return forever;
				const mine = ++made;
				if (mine === call && when === "before") return end();
				const answer = await api.call(operation, parameters);
				return mine === call || isDead ? end() : answer;
			},
		}),
	};
}
