import { listDefinition } from "../../provider/callees/definition";
import { taskDefinition } from "../../provider/tasks/definition";
import { type DescribedResource, describeResource } from "./property-types";

/** The resources that are printed. A new one is added here. */
export function resources(): readonly DescribedResource[] {
	return [describeResource(taskDefinition), describeResource(listDefinition)];
}
