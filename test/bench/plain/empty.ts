import middy from '@middy/core';

/** A function that does nothing: the least that one with this framework takes. */
export const main_handler = middy<unknown, unknown>().handler(async () => ({}));
