// Runs in a Node of the platform: loads a bundle whose text is already at hand, and prints what it asks
// of the disk and the network meanwhile, and whether anything of it keeps the process alive after.

const Module = require('node:module');
const fs = require('node:fs');
const net = require('node:net');
const dns = require('node:dns');
const child = require('node:child_process');

const [bundlePath] = process.argv.slice(2);
const text = fs.readFileSync(bundlePath, 'utf8');

const asked = [];

function watch(owner, place) {
  for (const [name, value] of Object.entries(owner)) {
    if (typeof value !== 'function' || /^[A-Z]/.test(name)) continue;
    owner[name] = function (...values) {
      asked.push(`${place}.${name} ${String(values[0])}`);
      return value.apply(this, values);
    };
  }
}

watch(fs, 'fs');
watch(fs.promises, 'fs.promises');
watch(dns, 'dns');
watch(child, 'child_process');
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...values) {
  asked.push('net.Socket.connect');
  return connect.apply(this, values);
};

const bundle = new Module(bundlePath);
bundle.filename = bundlePath;
bundle.paths = [];
bundle._compile(text, bundlePath);

// Whatever the bundle began has had its turn, before the process ends by itself.
process.once('beforeExit', () => {
  const handlers = Object.keys(bundle.exports);
  const { node } = process.versions;
  const result = JSON.stringify({ node, handlers, asked });
  asked.length = 0;
  process.stdout.write(result);
});
