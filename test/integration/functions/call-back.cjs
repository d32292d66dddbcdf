// The older form of a handler, in the other form of a bundle.
module.exports = {
  main_handler(event, context, callback) {
    if (event.do === 'answer') setTimeout(() => callback(null, { answer: 42 }), 1);
    if (event.do === 'fail') callback(new Error('called back with this'));
    if (event.do === 'fail-with-text') callback('text');
    if (event.do === 'succeed-by-context') context.succeed('done');
    if (event.do === 'answer-twice') {
      callback(null, 'first');
      callback(new Error('second'));
    }
    return 'a value that is no promise is ignored';
  },
};
