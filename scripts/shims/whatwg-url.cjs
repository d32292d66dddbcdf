// node-fetch uses this package, 290 kB with its tables, only for `URL`, which Node has itself.
module.exports = { URL: require('node:url').URL };
