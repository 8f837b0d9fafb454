/** What GitHub's own parser finds in a workflow. */
export async function problemsOf(content: string): Promise<string[]> {
	const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import("@actions/workflow-parser");
	const { context, value } = parseWorkflow({ name: "workflow.yml", content }, new NoOperationTraceWriter());
	if (value === undefined) return context.errors.getErrors().map(String);
	const { errors = [] } = await convertWorkflowTemplate(context, value);
	return errors.map(({ Message }) => Message);
}
