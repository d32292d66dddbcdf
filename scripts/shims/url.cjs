// node-fetch parses an address with `url.parse`, of which Node 24 warns (DEP0169), after `URL` has read it.
const { URL, format } = require('node:url');

/**
 * The parts of an absolute address as options of `http.request`; node-fetch refuses any other.
 *
 * @param {string} address
 */
function parse(address) {
  if (!/^[a-z][a-z\d+\-.]*:/i.test(address))
    return { protocol: null, hostname: null, href: address };
  const { protocol, username, password, host, hostname, port, pathname, search, hash, href } =
    new URL(address);
  const user = [username, ...(password === '' ? [] : [password])].map(decodeURIComponent);
  return {
    protocol,
    slashes: true,
    auth: username === '' && password === '' ? null : user.join(':'),
    host,
    port: port === '' ? null : port,
    hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
    hash: hash === '' ? null : hash,
    search: search === '' ? null : search,
    query: search === '' ? null : search.slice(1),
    pathname,
    path: `${pathname}${search}`,
    href,
  };
}

module.exports = { URL, format, parse };
