import { nodeSend } from '../../shared/node-send.ts';

/**
 * Sends the requests of the command, other than calls of the cloud's API. Nothing freezes its process, so that
 * no connection is kept for longer than a clock shows.
 */
export const sendRequest = nodeSend(() => 0);
