// node-fetch asks for this package, 290 kB with its tables, only for a URL that Node has itself.
module.exports = { URL: require('node:url').URL };
