import { expect, test } from 'vitest';
import type { DeployedFunction, DeployedTrigger } from '../../emulator/state/scf.ts';
import { functionRoutes } from '../../local/page/function-routes.ts';

test('a trigger that cannot be read is shown without its password', async () => {
  const trigger: DeployedTrigger = {
    ...{ type: 'ckafka', name: 'ckafka-1-key-requests', enabled: true, qualifier: '$DEFAULT' },
    ...{ desc: '{"easConfig":{"password":"hunter2"}', argument: '', description: '' },
    ...{ addTimeMs: 0, modTimeMs: 0 },
  };
  const broken = { ...trigger, name: 'ckafka-1-key-events', desc: 'no JSON' };
  const triggers = new Map([trigger, broken].map((each) => [each.name, each]));
  const deployed = { name: 'provision-keys', triggers } as unknown as DeployedFunction;
  const [list] = functionRoutes({
    functions: () => new Map([['provision-keys', deployed]]),
    logOf: () => [],
  });
  const visit = { name: '', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) };
  const result = await list?.handle(visit);
  expect(result?.reply).toMatchObject({
    body: [{ triggers: [{ text: '(secret)' }, { text: 'no JSON' }] }],
  });
});
