// @ts-check

// Loads a bundle in a fresh process and invokes it once. Prints how long each took, and the answer.
// The start of the process itself is not included.

const [bundlePath = '', eventText = ''] = process.argv.slice(2);

async function start() {
  const event = JSON.parse(eventText);
  const context = {
    request_id: '4ca7089c-3bb0-48cf-bcdb-26d130fed2ae',
    function_name: 'f',
    time_limit_in_ms: 10_000,
    tencentcloud_uin: '100000000001',
    getRemainingTimeInMillis: () => 10_000,
  };
  const startMs = performance.now();
  const { main_handler } = require(bundlePath);
  const loadedMs = performance.now();
  const answer = await main_handler(event, context);
  const answeredMs = performance.now();
  return { loadMs: loadedMs - startMs, answerMs: answeredMs - startMs, answer };
}

void start().then((started) => {
  process.stdout.write(`\n${JSON.stringify(started)}`);
  process.exit();
});
