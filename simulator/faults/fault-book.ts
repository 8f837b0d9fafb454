import { FAULT_ORDER, type Fault } from "./fault-order";

/** The faults ordered and not yet used up. */
export interface FaultBook {
	order(order: unknown): Fault;
	/** The fault that befalls this call, if any: the first in order that matches. */
	take(action: string): Fault | undefined;
	pending(): readonly Fault[];
	clear(): void;
}

export function createFaultBook(): FaultBook {
	let orders: Fault[] = [];
	return {
		order(order) {
			const fault = FAULT_ORDER.parse(order);
			orders.push(fault);
			return fault;
		},
		take(action) {
			for (const fault of orders) {
				if (fault.action !== "*" && fault.action !== action) continue;
				if (fault.skip > 0) {
					fault.skip--;
					continue;
				}
				fault.times--;
				orders = orders.filter(({ times }) => times > 0);
				return fault;
			}
			return undefined;
		},
		pending: () => orders.map((fault) => ({ ...fault })),
		clear() {
			orders = [];
		},
	};
}
