// Prints the port of a server, as a plugin does, and loads nothing else.
const server = require("node:net").createServer();
server.listen(0, "127.0.0.1", () => process.stdout.write(`${server.address().port}\n`));
