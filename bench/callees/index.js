// Tasks with one list each, from the files that CALLEE_FILES names (JSON); a task without a list if it is empty.
const { AiCallTask, CalleeList } = require("pulumi-aiccs");
const { asset } = require("@pulumi/pulumi");
const { tasks } = require("./tasks");

const files = JSON.parse(process.env.CALLEE_FILES);

for (const [index, args] of tasks.entries()) {
	const task = new AiCallTask(args.taskName, args);
	const file = files[index];
	if (file === undefined) continue;
	new CalleeList(`list-${index + 1}`, { taskId: task.taskId, source: new asset.FileAsset(file) });
}
