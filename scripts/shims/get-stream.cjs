// Reads the streams among the parameters of a call, of which is-stream finds none.
module.exports = {};
