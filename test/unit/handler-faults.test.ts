import middy from '@middy/core';
import { expect, test } from 'vitest';
import type { PlatformResponse } from '../../shared/http/message.ts';
import { answerFaults } from '../../shared/http/problems.ts';
import { logFaults, type ScfContext } from '../../shared/invocation.ts';

const CONTEXT = { request_id: 'id', function_name: 'fn' };

const fault = () => Promise.reject(new TypeError('a fault', { cause: new Error('its cause') }));

test('a fault in the HTTP API is logged, and answered with a problem that reveals nothing about it', async () => {
  const lines: string[] = [];
  const handler = middy<unknown, PlatformResponse, Error, ScfContext>()
    .use(answerFaults('https://tenant-keys.example/'))
    .use(logFaults((line) => void lines.push(line)))
    .handler(fault);
  const { statusCode, headers, body } = await handler({}, CONTEXT as never);
  expect([statusCode, headers['Content-Type']]).toEqual([500, 'application/problem+json']);
  expect(JSON.parse(body)).toEqual({
    type: 'https://tenant-keys.example/docs/failures.md#internalfault',
    title: 'Internal error',
    status: 500,
    detail: 'The log of the function has the details. Sending the same request again is safe.',
    code: 'InternalFault',
    retryable: true,
    runbook: 'https://tenant-keys.example/docs/runbook.md#internalfault',
  });
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { outcome: 'fault', detail: 'a fault < its cause' },
  ]);
});

test('a fault in the queue consumer is logged and thrown, so that the queue delivers the batch again', async () => {
  const lines: string[] = [];
  const handler = middy<unknown, unknown, Error, ScfContext>()
    .use(logFaults((line) => void lines.push(line)))
    .handler(fault);
  await expect(handler({}, CONTEXT as never)).rejects.toThrow('a fault');
  expect(lines).toHaveLength(1);
});
