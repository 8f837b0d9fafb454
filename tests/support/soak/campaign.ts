import type { Values } from "../engine";

/** A campaign as the program declares it. */
export interface Campaign {
	/** Name of the resource. */
	readonly resource: string;
	/** Name of the component that it belongs to. */
	readonly component?: string | undefined;
	/** Where the resource has been before: its keys. */
	readonly aliases: readonly string[];
	readonly definition: Values;
}

/** A resource's place in the program: its component and its name. */
export function keyOf({ component, resource }: Pick<Campaign, "component" | "resource">): string {
	return component === undefined ? resource : `${component}/${resource}`;
}

export function nameOf({ definition }: Campaign): string {
	return String(definition.taskName);
}

/** What may come of the task when its resource goes: nothing but a release lets another have its name. */
export function isReleasable({ definition }: Campaign): boolean {
	return definition.onDestroy === undefined || definition.onDestroy === "release";
}
