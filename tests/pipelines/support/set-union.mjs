// gitlab-ci-local calls it, and Node.js 20 lacks it.
Set.prototype.union ??= function (other) {
	return new Set([...this, ...other]);
};
