/** Calls a method of a gRPC client. Resolves with the response. */
exports.askOf = (client) => (method, request) =>
	new Promise((resolve, reject) => {
		client[method](request, (error, answer) => (error ? reject(error) : resolve(answer)));
	});

/** Prints the seconds that a measurement returns, and ends the process. */
exports.printSeconds = (measure) =>
	measure().then(
		(seconds) => {
			process.stdout.write(String(seconds));
			process.exit(0);
		},
		(error) => {
			process.stderr.write(`${error.stack}\n`);
			process.exit(1);
		},
	);
