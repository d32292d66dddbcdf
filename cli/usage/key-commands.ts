import { quoted } from '../../terminal/sentences.ts';
import { awaitedIn } from '../keys/names.ts';
import type { RequestCommand, WaitCommand } from '../keys/request.ts';
import type { ListCommand, ShowCommand } from '../keys/show.ts';
import type { Flags, Given } from './verb.ts';

/** The command of `keys request`; or a sentence that says what is wrong. */
export function requestCommand({ operands: [key], flags }: Given): RequestCommand | string {
  if (key === undefined) return 'The key is missing: tenant-keys keys request acme/main.';
  const given = (name: string) => flags.get(name)?.[0];
  const tags = tagsIn(flags.get('--tag') ?? []);
  if (typeof tags === 'string') return tags;
  const all = {
    keyUsage: given('--key-usage'),
    origin: given('--origin'),
    description: given('--description'),
    hsmClusterId: given('--hsm-cluster-id'),
    tags,
  };
  const fields = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return {
    command: 'request',
    ...{ key, fields, requestId: given('--request-id'), timeoutMs: timeoutMsIn(flags) },
    ...{ wait: flags.has('--wait'), isAsync: flags.has('--async') },
  };
}

/** Undefined if there are none. */
function tagsIn(texts: readonly string[]): Readonly<Record<string, string>> | string | undefined {
  const pairs = texts.map((text) => {
    const at = text.indexOf('=');
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  const names = pairs.map(([name]) => name);
  const doubled = names.find((name, index) => names.indexOf(name) !== index);
  if (doubled !== undefined) return `--tag gives ${quoted(doubled)} twice: leave one of them out.`;
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function timeoutMsIn(flags: Flags): number {
  const [span = '5m'] = flags.get('--timeout') ?? [];
  return Number.parseInt(span, 10) * (UNIT_MS.get(span.slice(-1)) ?? 0);
}

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** The command of `keys list`. */
export function listCommand({ operands: [tenantId], flags }: Given): ListCommand {
  const [keyState] = flags.get('--state') ?? [];
  const [keyUsage] = flags.get('--usage') ?? [];
  return {
    command: 'list-keys',
    ...(tenantId !== undefined && { tenantId }),
    ...(keyState !== undefined && { keyState }),
    ...(keyUsage !== undefined && { keyUsage }),
    limit: Number(flags.get('--limit')?.[0] ?? Number.POSITIVE_INFINITY),
  };
}

/** The command of `keys show`; or a sentence that says what is wrong. */
export function showCommand({ operands: [key] }: Given): ShowCommand | string {
  if (key === undefined) return 'The key is missing: tenant-keys keys show acme/main.';
  return { command: 'show', key };
}

/** The command of `keys wait`; or a sentence that says what is wrong. */
export function waitCommand({ operands: [text], flags }: Given): WaitCommand | string {
  if (text === undefined) return 'The key is missing: tenant-keys keys wait acme/main.';
  const awaited = awaitedIn(text, flags.get('--tenant')?.[0], flags.get('--request')?.[0]);
  if (typeof awaited === 'string') return awaited;
  return { command: 'wait', awaited, timeoutMs: timeoutMsIn(flags) };
}
