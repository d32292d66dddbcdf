import type { ServerResponse } from 'node:http';
import type { Reply } from '../api/reply.ts';

const PAGE = '<html><head><title>Error</title></head><body><h1>Error</h1></body></html>\n';

/** Carries out a reply, whose delay is over, on the connection of its request. */
export function sendReply(reply: Reply, response: ServerResponse): void {
  switch (reply.kind) {
    case 'none':
      response.destroy();
      return;
    case 'page':
      response.writeHead(reply.status, { 'content-type': 'text/html' }).end(PAGE);
      return;
    case 'answer':
    case 'truncated': {
      const content = Buffer.from(JSON.stringify(reply.body));
      response.writeHead(reply.status, {
        'content-type': 'application/json',
        'content-length': content.length,
      });
      if (reply.kind === 'answer') response.end(content);
      else response.write(content.subarray(0, content.length / 2), () => response.destroy());
    }
  }
}
