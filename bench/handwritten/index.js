const { CallTask } = require("./call-task");
const { tasks } = require("./tasks");

for (const task of tasks) new CallTask(task.taskName, task);
