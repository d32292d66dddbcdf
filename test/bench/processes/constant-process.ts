import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';

// A server that reads a call and always gives the same answer: the lower bound for a cloud on HTTP.

const ANSWER = JSON.stringify({
  Response: {
    KeyId: '00000000-0000-4000-8000-000000000000',
    CreateTime: 1_793_577_600,
    KeyState: 'Enabled',
    KeyUsage: 'ENCRYPT_DECRYPT',
    TagCode: 0,
    RequestId: '00000000-0000-4000-8000-000000000000',
  },
});

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(ANSWER);
  });
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ url: `http://127.0.0.1:${port}`, secretId: 'AKIDx', secretKey: 'x', token: '' });
});
process.on('disconnect', () => process.exit());
