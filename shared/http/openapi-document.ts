import { inflateRawSync } from 'node:zlib';
import { OPENAPI_PACKED } from './generated/openapi.ts';

/**
 * The description of the HTTP API. It is asked for seldom, and would be a sixth of the door's code that
 * each cold start reads, so it lies packed until then.
 */
export function openapiDocument(): Readonly<Record<string, unknown>> {
  return JSON.parse(inflateRawSync(Buffer.from(OPENAPI_PACKED, 'base64')).toString('utf8'));
}
