import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { TenantKeys } from 'tenant-keys-client';
import { ProblemError } from 'tenant-keys-client/errors';
import { tenantIdFlaw } from 'tenant-keys-client/tenant-id';
import { isRefusal, signUp } from './sign-up.ts';
import type { Tenants } from './tenants.ts';

/**
 * `POST /tenants/{id}` with `{"company": "…"}` signs a tenant up, and `GET /tenants/{id}` shows it: 201 and 200 once
 * it has its key, 202 before.
 */
export function signUpServer(tenants: Tenants, keys: TenantKeys): Server {
  return createServer((request, response) => {
    void answerTo(request, tenants, keys)
      .catch(problemOf)
      .then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(`${JSON.stringify(body)}\n`);
      });
  });
}

type Answer = { readonly status: number; readonly body: unknown };

async function answerTo(
  request: IncomingMessage,
  tenants: Tenants,
  keys: TenantKeys,
): Promise<Answer> {
  const id = idIn(request.url ?? '');
  if (id === undefined) return { status: 404, body: { detail: 'There is only /tenants/{id}.' } };
  const flaw = tenantIdFlaw(id);
  if (flaw !== undefined)
    return { status: 422, body: { detail: `No tenant has the id: ${flaw}.` } };
  if (request.method === 'GET') return shown(id, tenants);
  if (request.method !== 'POST') return { status: 405, body: { detail: 'Send GET or POST.' } };
  const company = await companyIn(request);
  if (company === undefined) return { status: 400, body: { detail: 'Send {"company": "…"}.' } };
  const tenant = await signUp(tenants, keys, id, company);
  return { status: tenant?.state === 'active' ? 201 : 202, body: tenant };
}

async function shown(id: string, tenants: Tenants): Promise<Answer> {
  const tenant = await tenants.find(id);
  if (tenant === undefined) return { status: 404, body: { detail: `There is no tenant ${id}.` } };
  return { status: tenant.state === 'pending' ? 202 : 200, body: tenant };
}

/** The id in a path; undefined where it has none. `.` and `..` are no part of a URL. */
function idIn(path: string): string | undefined {
  const [, encoded = ''] = /^\/tenants\/([^/?]+)$/.exec(path) ?? [];
  try {
    const id = decodeURIComponent(encoded);
    return ['', '.', '..'].includes(id) ? undefined : id;
  } catch {
    return undefined;
  }
}

async function companyIn(request: IncomingMessage): Promise<string | undefined> {
  let text = '';
  // A character may be cut in two by the chunks.
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += chunk;
    if (text.length > BODY_LENGTH_MAX) return undefined;
  }
  try {
    const { company } = JSON.parse(text);
    return typeof company === 'string' && company !== '' ? company : undefined;
  } catch {
    return undefined;
  }
}

const BODY_LENGTH_MAX = 10_000;

/** What the API refuses is refused here for the same reason; the visitor learns of nothing else. */
function problemOf(error: unknown): Answer {
  if (isRefusal(error)) {
    const { status, problem } =
      error instanceof ProblemError ? error : { status: 409, problem: error.status.problem };
    return { status, body: { detail: problem?.detail ?? error.message } };
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return { status: 500, body: { detail: 'The sign-up failed. Try again.' } };
}
