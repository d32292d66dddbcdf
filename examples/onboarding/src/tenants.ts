import { PGlite } from '@electric-sql/pglite';

export type Tenant = {
  readonly id: string;
  readonly company: string;
  /** `pending` until the key exists. */
  readonly state: 'pending' | 'active' | 'failed';
  readonly keyId: string | null;
  /** Why there is no key. */
  readonly reason: string | null;
};

/** The tenants of the platform. Every change may be made again: events and sign-ups come more than once. */
export type Tenants = {
  readonly add: (id: string, company: string) => Promise<void>;
  readonly activate: (id: string, keyId: string) => Promise<void>;
  /** A tenant that has its key keeps it. */
  readonly fail: (id: string, reason: string) => Promise<void>;
  readonly find: (id: string) => Promise<Tenant | undefined>;
  readonly close: () => Promise<void>;
};

/** Opens the table in a folder, or in memory. PGlite is Postgres: the statements work there as they are. */
export async function openTenants(folder: string | undefined): Promise<Tenants> {
  const db = folder === undefined ? new PGlite() : new PGlite(folder);
  await db.exec(`CREATE TABLE IF NOT EXISTS tenants (
    id text PRIMARY KEY,
    company text NOT NULL,
    state text NOT NULL DEFAULT 'pending',
    key_id text,
    reason text
  )`);
  return {
    add: async (id, company) => {
      await db.query(
        'INSERT INTO tenants (id, company) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
        [id, company],
      );
    },
    activate: async (id, keyId) => {
      await db.query(
        `UPDATE tenants SET state = 'active', key_id = $2, reason = NULL WHERE id = $1`,
        [id, keyId],
      );
    },
    fail: async (id, reason) => {
      await db.query(
        `UPDATE tenants SET state = 'failed', reason = $2 WHERE id = $1 AND key_id IS NULL`,
        [id, reason],
      );
    },
    find: async (id) => {
      const { rows } = await db.query<Tenant>(
        'SELECT id, company, state, key_id AS "keyId", reason FROM tenants WHERE id = $1',
        [id],
      );
      return rows[0];
    },
    close: () => db.close(),
  };
}
