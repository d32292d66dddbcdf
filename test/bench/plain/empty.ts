import middy from '@middy/core';

/** A function that does nothing: the lower bound for this framework. */
export const main_handler = middy<unknown, unknown>().handler(async () => ({}));
