import type { Operation } from "./operations";
import type { Settings } from "./settings";

/** Asks the service. */
export interface Api {
	call<T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T>;
}

/**
 * A client of the service. Nothing is loaded, read, checked or sent before the first call: the vendor's packages take as
 * long to load as all the rest, and most runs ask the service nothing.
 */
export function apiOf(settingsOf: () => Settings, log: (line: string) => void): Api {
	let service: Promise<Api> | undefined;
	return {
		call: async (operation, parameters) => {
			const settings = settingsOf();
			service ??= import("./service.js").then(({ serviceOf }) => serviceOf(settings, log));
			return (await service).call(operation, parameters);
		},
	};
}
