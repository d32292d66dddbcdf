// Does what its event says, well or badly.
const { parentPort } = require('node:worker_threads');

let events = 0;
let inHand = 0;

const behaviours = {
  count: () => {
    events += 1;
    return events;
  },
  overlap: async () => {
    inHand += 1;
    await new Promise((resolve) => setTimeout(resolve, 20));
    const most = inHand;
    inHand -= 1;
    return most;
  },
  context: (_event, context) => ({
    ...context,
    remainingMs: context.getRemainingTimeInMillis(),
  }),
  environment: () => process.env,
  arguments: () => ({ argv: process.argv.slice(2), execArgv: process.execArgv }),
  echo: (event) => event.value,
  nothing: () => undefined,
  print: () => {
    process.stdout.write('to the log\n');
    process.stderr.write('to the error log\n');
  },
  throw: () => {
    throw new Error('the function threw this');
  },
  'throw-text': () => Promise.reject('text'),
  exit: () => process.exit(3),
  hang: () => new Promise((resolve) => setTimeout(resolve, 60_000)),
  keep: (event, context) => {
    if (event.isEnded) context.callbackWaitsForEmptyEventLoop = false;
    setInterval(() => {}, 1_000); // As a connection that is kept.
    return Promise.resolve('answered');
  },
  'hang-for-nothing': () => new Promise(() => {}),
  spin: () => {
    while (true);
  },
  hoard: () => {
    const hoarded = [];
    while (true) hoarded.push(new Array(10_000).fill(hoarded.length));
  },
  circle: () => {
    const circle = {};
    circle.circle = circle;
    return circle;
  },
  bury: (event) => {
    let value = 'treasure';
    for (let depth = 0; depth < event.depth; depth += 1) value = [value];
    return value;
  },
  flood: () => 'x'.repeat(6 * 1024 * 1024),
  post: async (event) => {
    parentPort.postMessage(event.message);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  },
  'crash-elsewhere': () => {
    setTimeout(() => {
      throw new Error('nobody catches this');
    }, 0);
    return new Promise((resolve) => setTimeout(resolve, 60_000));
  },
  'leave-work': () => {
    setTimeout(() => {
      events += 100;
    }, 5);
    return 'early';
  },
};

exports.main_handler = async (event, context) => behaviours[event.do](event, context);
