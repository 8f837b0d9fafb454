require("../dist/provider/shells/plugin/main.js");
