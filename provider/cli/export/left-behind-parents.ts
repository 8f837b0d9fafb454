import { urnParts } from "../../definition/resource-label";
import { isKnown } from "../../definition/values";
import { declaredIn } from "../../shells/engine-values";
import type { Preview, State, Step } from "../report/preview";
import { hasSecret } from "../report/value-in-words";
import type { Imported, ImportedComponent, Parents } from "./import-file";
import { UniqueNames } from "./names";

/** The name of a resource in an import file, and that of its parent. */
type Place = Pick<Imported, "name" | "logicalName" | "parent">;

/** A resource that an import cannot make, and that must exist before those in it. */
interface Missing {
	readonly missing: string;
}

/** Places imported resources in an import file: under their parents, each with a name that no other one has. */
export class LeftBehindParents {
	private readonly steps: ReadonlyMap<string, Step>;
	private readonly names = new UniqueNames();
	private readonly places = new Map<string, Place>();
	private readonly components: ImportedComponent[] = [];
	private readonly nameTable = new Map<string, string>();

	constructor({ steps }: Preview) {
		this.steps = new Map(steps.map((step) => [step.urn, step]));
	}

	/** Places a resource. A preview shows parents first, so place those of its resources that are imported in its order. */
	place(urn: string): Place | Missing {
		const parent = this.parentOf(urn);
		if ("missing" in parent) return parent;
		const logicalName = urnParts(urn).name;
		const name = this.names.unique(logicalName, "-");
		const place = { name, ...(name !== logicalName && { logicalName }), ...parent };
		this.places.set(urn, place);
		return place;
	}

	/** The parents of all that was placed. */
	used(): Parents {
		return { nameTable: Object.fromEntries(this.nameTable), components: this.components };
	}

	private parentOf(urn: string): Pick<Place, "parent"> | Missing {
		const parent = this.steps.get(urn)?.newState?.parent ?? "";
		if (parent === "" || urnParts(parent).types.at(-1) === "pulumi:pulumi:Stack") return {};
		const placed = this.places.get(parent);
		if (placed !== undefined) return { parent: placed.name };
		const step = this.steps.get(parent);
		// A preview leaves out what stays the same.
		if (step?.op !== "create") return { parent: this.listed(parent) };
		return this.component(parent, step.newState);
	}

	/** A parent that the stack has. */
	private listed(urn: string): string {
		const name = this.names.unique(urnParts(urn).name, "-");
		this.nameTable.set(name, urn);
		this.places.set(urn, { name });
		return name;
	}

	/** A parent that the stack does not have. An import makes components, except for those that have a provider. */
	private component(urn: string, state: State | undefined): Pick<Place, "parent"> | Missing {
		if (state === undefined || state.custom || state.provider !== undefined) return { missing: urn };
		const place = this.place(urn);
		if ("missing" in place) return place;
		this.components.push({ type: state.type, ...place, inputs: inputsOf(state) });
		return { parent: place.name };
	}
}

/** The inputs of a component, without those that the preview does not show: the next update records them. */
function inputsOf({ inputs }: State): Readonly<Record<string, unknown>> {
	const marked = declaredIn(inputs).inputs;
	return Object.fromEntries(
		Object.entries(inputs).filter(([name, value]) => !hasSecret(value) && isKnown(marked.get(name))),
	);
}
