import { tenantKeys } from 'tenant-keys-client';
import { applyEvent, followKafka, followLocalCloud } from './events.ts';
import { signUpServer } from './server.ts';
import { openTenants } from './tenants.ts';

const { TENANT_KEYS_URL, TENANT_KEYS_TOKEN, EVENTS, DATA, PORT = '3000' } = process.env;
if (TENANT_KEYS_URL === undefined || EVENTS === undefined) {
  process.stderr.write('Set TENANT_KEYS_URL, TENANT_KEYS_TOKEN and EVENTS: see README.md.\n');
  process.exit(2);
}

const tenants = await openTenants(DATA);
const keys = tenantKeys({ url: TENANT_KEYS_URL, token: TENANT_KEYS_TOKEN });
const apply = (message: Parameters<typeof applyEvent>[1]) => applyEvent(tenants, message);
const stopEvents = EVENTS.startsWith('http')
  ? followLocalCloud(EVENTS, apply)
  : await followKafka(EVENTS.split(','), 'key-events', apply);
const server = signUpServer(tenants, keys).listen(Number(PORT), '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : PORT;
  process.stdout.write(`Sign up at http://127.0.0.1:${port}/tenants/{id}\n`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    // Sign-ups that are under way come to their end, which takes seconds at most.
    await new Promise((resolve) => server.close(resolve));
    await stopEvents();
    await tenants.close();
  });
}
