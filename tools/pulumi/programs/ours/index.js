const { AiCallTask } = require("pulumi-aiccs");
const { tasks } = require("./tasks");

for (const task of tasks) new AiCallTask(task.taskName, task);
