import type { Clock } from '../../../shared/tenant-key/ports.ts';
import type { TencentClient } from '../../../shared/tencent/client.ts';
import { BEGINNING_MS } from '../../world/provisioning-world.ts';
import { withLatency } from './backlog-world.ts';

/** A cloud that creates keys and keeps no state, so that all growth is that of the product. */
export function forgetfulClient(clock: Clock): TencentClient {
  let made = 0;
  return withLatency(clock)({
    request: async () => {
      made += 1;
      return {
        KeyId: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
        CreateTime: Math.floor((BEGINNING_MS + clock.nowMs()) / 1_000),
        KeyState: 'Enabled',
        KeyUsage: 'ENCRYPT_DECRYPT',
        TagCode: 0,
        RequestId: '00000000-0000-4000-8000-000000000000',
      };
    },
  });
}
