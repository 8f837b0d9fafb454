module campaign

go 1.25

require (
	example.com/pulumi-aiccs/sdk/go/aiccs v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.259.0
)

// `pulumi package add` writes the package to this folder.
replace example.com/pulumi-aiccs/sdk/go/aiccs => ./sdks/aiccs
