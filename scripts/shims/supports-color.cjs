// debug asks for this package if it happens to be installed, as it is by a tool of the tests. What
// ships must not hang on that.
module.exports = false;
