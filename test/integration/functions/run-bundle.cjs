// Runs in a Node of the platform: loads a bundle, invokes it once, and prints what came of it. It is a
// file, since a program on the command line has globals that no function has, such as `crypto`.

const [bundlePath, eventText, contextText] = process.argv.slice(2);

function finish(came) {
  process.stdout.write(`\n${JSON.stringify({ node: process.versions.node, ...came })}`);
  process.exit();
}

async function call() {
  const { main_handler } = require(bundlePath);
  const context = { ...JSON.parse(contextText), getRemainingTimeInMillis: () => 3000 };
  return main_handler(JSON.parse(eventText), context);
}

call().then(
  (value) => finish({ value }),
  (error) => finish({ error: String(error) }),
);
