// One AI call task, and the people whom it calls.
package main

import (
	"example.com/pulumi-aiccs/sdk/go/aiccs"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		// Calls customers back on weekday mornings and afternoons, and retries unanswered calls.
		task, err := aiccs.NewAiCallTask(ctx, "spring-callback", &aiccs.AiCallTaskArgs{
			TaskName:      pulumi.String("spring-callback-go"),
			AgentId:       pulumi.String("118712345678901234"),
			VirtualNumber: pulumi.String("05710000001"),
			StartType:     pulumi.String("IMMEDIATE"),
			CallDay:       pulumi.ToStringArray([]string{"MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"}),
			CallTime: aiccs.CallWindowArray{
				aiccs.CallWindowArgs{StartTime: pulumi.String("09:00:00"), EndTime: pulumi.String("12:00:00")},
				aiccs.CallWindowArgs{StartTime: pulumi.String("14:00:00"), EndTime: pulumi.String("18:00:00")},
			},
			TaskCps:           pulumi.Int(5),
			MissCallRetry:     pulumi.Bool(true),
			CallRetryReason:   pulumi.ToStringArray([]string{"NO_ANSWER", "USER_BUSY"}),
			CallRetryTimes:    pulumi.Int(2),
			CallRetryInterval: pulumi.Int(30),
		})
		if err != nil {
			return err
		}

		// The invented people of the file, each imported once. The import begins the campaign.
		customers, err := aiccs.NewCalleeList(ctx, "customers", &aiccs.CalleeListArgs{
			TaskId: task.TaskId,
			Source: pulumi.NewFileAsset("customers.csv"),
		})
		if err != nil {
			return err
		}

		// How many calls ended how, so far.
		results := aiccs.GetCallResultsOutput(ctx, aiccs.GetCallResultsOutputArgs{TaskId: customers.TaskId})

		ctx.Export("taskId", task.TaskId)
		ctx.Export("people", customers.Count)
		ctx.Export("results", results.ByResult())
		return nil
	})
}
