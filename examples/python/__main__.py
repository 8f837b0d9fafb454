"""One AI call task, and the people whom it calls."""

import pulumi
import pulumi_aiccs as aiccs

# Calls customers back on weekday mornings and afternoons, and retries unanswered calls.
task = aiccs.AiCallTask(
    "spring-callback",
    task_name="spring-callback-python",
    agent_id="118712345678901234",
    virtual_number="05710000001",
    start_type="IMMEDIATE",
    call_day=["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
    call_time=[
        {"start_time": "09:00:00", "end_time": "12:00:00"},
        {"start_time": "14:00:00", "end_time": "18:00:00"},
    ],
    task_cps=5,
    miss_call_retry=True,
    call_retry_reason=["NO_ANSWER", "USER_BUSY"],
    call_retry_times=2,
    call_retry_interval=30,
)

# The invented people of the file, each imported once. The import begins the campaign.
customers = aiccs.CalleeList(
    "customers",
    task_id=task.task_id,
    source=pulumi.FileAsset("customers.csv"),
)

# How many calls ended how, so far.
results = aiccs.get_call_results_output(task_id=customers.task_id)

pulumi.export("taskId", task.task_id)
pulumi.export("people", customers.count)
pulumi.export("results", results.by_result)
