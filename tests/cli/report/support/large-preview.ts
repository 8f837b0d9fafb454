import type { Preview, State, Step } from "../../../../provider/cli/report/preview";
import { previewIn } from "../../../../provider/cli/report/preview";
import { previewText } from "./previews";

interface Size {
	readonly created: number;
	readonly changed: number;
}

/** A preview of many campaigns, each with a list: copies of what the real CLI wrote for one. */
export function largePreview({ created, changed }: Size, nameOf = (index: number) => `campaign-${index}`): Preview {
	const { steps, diagnostics } = previewIn(previewText("mixed"));
	const copies = (name: string, list: string, from: number, count: number): Preview[] =>
		Array.from({ length: count }, (_, index) => {
			const to = nameOf(from + index);
			const renamed = (urn = "") => urn.replace(/::[^:]+$/, (own) => `::${own === `::${list}` ? `${to}-people` : to}`);
			const isOne = (urn = "") => urn.endsWith(`::${name}`) || urn.endsWith(`::${list}`);
			return {
				steps: steps.filter(({ urn }) => isOne(urn)).map((step) => copied(step, to, from + index, renamed)),
				diagnostics: diagnostics.filter(({ urn }) => isOne(urn)).map((one) => ({ ...one, urn: renamed(one.urn) })),
				changeSummary: {},
			};
		});
	const all = [...copies("next", "next-people", 0, created), ...copies("spring", "spring-people", created, changed)];
	return {
		steps: all.flatMap((one) => one.steps),
		diagnostics: all.flatMap((one) => one.diagnostics),
		changeSummary: {},
	};
}

function copied(step: Step, name: string, index: number, renamed: (urn: string | undefined) => string): Step {
	const state = (one: State | undefined) => one && { ...one, ...stateOf(one, name, index, renamed) };
	return { ...step, urn: renamed(step.urn), oldState: state(step.oldState), newState: state(step.newState) };
}

function stateOf(state: State, name: string, index: number, renamed: (urn: string | undefined) => string) {
	const { inputs, propertyDependencies } = state;
	const hour = 8 + (index % 8);
	const own = {
		taskName: `${name} in the account`,
		callTime: [{ startTime: `${String(hour).padStart(2, "0")}:00:00`, endTime: `${hour + 4}:30:00` }],
	};
	return {
		inputs: "taskName" in inputs ? { ...inputs, ...own } : inputs,
		propertyDependencies: { ...propertyDependencies, taskId: propertyDependencies.taskId?.map(renamed) ?? [] },
		sourcePosition: `project:///campaigns/season-${index % 4}.ts#${10 + index},3`,
	};
}
