import { json, jsonOf, type Route, refusal } from '../emulator/http/route.ts';
import { isJsonObject, type JsonObject, type Parsed } from '../emulator/json/json.ts';
import { tenantIdFlaw } from '../shared/tenant-key/tenant-id.ts';
import type { LocalIssuer, TokenClaims } from './issuer.ts';

/** The issuer over HTTP. Every caller gets any token: the local cloud protects nothing. */
export function issuerRoutes({ jwks, issueToken }: LocalIssuer): readonly Route[] {
  return [
    { method: 'GET', path: '/issuer/jwks.json', handle: () => json(jwks) },
    {
      method: 'POST',
      path: '/issuer/token',
      handle: ({ body }) => {
        const parsed = parseTokenRequest(jsonOf(body));
        return parsed.ok ? json({ token: issueToken(parsed.value) }) : refusal(parsed.problem);
      },
    },
  ];
}

const YEAR_S = 31_536_000;

const USE = 'use {"tenant":"acme"}, {"tenants":["acme","globex"]} or {"service":true}';

/** More would not fit into a token that the HTTP API accepts. */
const TENANTS_MAX = 100;

/** Parses the body of a request for a token. */
export function parseTokenRequest(body: unknown): Parsed<TokenClaims> {
  const problem = problemOf(body);
  if (problem !== undefined) return { ok: false, problem };
  const { tenant, tenants, service, lifetimeS } = body as Omit<TokenClaims, 'tenants'> & {
    readonly tenant?: string;
    readonly tenants?: readonly string[];
  };
  return {
    ok: true,
    value: {
      tenants: tenants ?? (tenant === undefined ? [] : [tenant]),
      service: service ?? false,
      ...(lifetimeS === undefined ? {} : { lifetimeS }),
    },
  };
}

function problemOf(body: unknown): string | undefined {
  if (!isJsonObject(body)) return `The body must be a JSON object: ${USE}.`;
  const other = Object.keys(body).find((name) => !FIELDS.has(name));
  if (other !== undefined) return `${JSON.stringify(other.slice(0, 40))} is unknown: ${USE}.`;
  return problemOfLifetime(body) ?? problemOfTenants(body);
}

const FIELDS: ReadonlySet<string> = new Set(['tenant', 'tenants', 'service', 'lifetimeS']);

function problemOfLifetime({ lifetimeS = 1, service = false }: JsonObject): string | undefined {
  if (typeof service !== 'boolean') return 'service must be true or false.';
  const isTime = Number.isSafeInteger(lifetimeS) && Number(lifetimeS) >= 1;
  if (isTime && Number(lifetimeS) <= YEAR_S) return undefined;
  return `lifetimeS must be a whole number of seconds from 1 to ${YEAR_S}, a year.`;
}

function problemOfTenants({ tenant, tenants, service }: JsonObject): string | undefined {
  if (tenant !== undefined && tenants !== undefined) return 'Give tenant or tenants, not both.';
  const named = tenants ?? (tenant === undefined ? [] : [tenant]);
  if (!Array.isArray(named) || named.length > TENANTS_MAX || !named.every(isUsable)) {
    return `A tenant is 1 to 128 printable characters of ASCII without a space, and there are at most ${TENANTS_MAX}: ${USE}.`;
  }
  if (named.length > 0 || service === true) return undefined;
  return `The token needs a tenant or the service: ${USE}.`;
}

function isUsable(tenant: unknown): boolean {
  return typeof tenant === 'string' && tenantIdFlaw(tenant) === undefined;
}
