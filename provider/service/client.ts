import type { Operation } from "./operations";
import type { serviceOf } from "./service";
import type { Settings } from "./settings";
import { withUndeclaredPackage } from "./undeclared-package";

/** Asks the service. */
export interface Api {
	call<T>(operation: Operation<T>, parameters: Readonly<Record<string, string>>): Promise<T>;
}

/**
 * A client of the service. Nothing is loaded, read, checked or sent before the first call: the vendor's packages take as
 * long to load as all the rest, and most runs ask the service nothing.
 */
export function apiOf(settingsOf: () => Settings, log: (line: string) => void): Api {
	let service: Api | undefined;
	return {
		call: async (operation, parameters) => {
			const settings = settingsOf();
			service ??= load().serviceOf(settings, log);
			return service.call(operation, parameters);
		},
	};
}

/** By `require`: an `import()` goes through the loader of ES modules, which Yarn PnP has only where it is asked for. */
function load(): { readonly serviceOf: typeof serviceOf } {
	return withUndeclaredPackage(() => require("./service"));
}
