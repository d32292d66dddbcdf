import type { Found } from '../found.ts';
import { readTriggerDesc } from './trigger-desc.ts';

/** The functions' URLs by the functions' names: that from outside, or else that within the network. */
export function urlsOf(found: Found): ReadonlyMap<string, string> {
  const urls = [...found.trigger.values()].flatMap(({ functionName, type, desc }) => {
    if (type !== 'http') return [];
    const fields = readTriggerDesc(desc);
    const url = fields.get('extraneturl') || fields.get('intraneturl');
    return url === undefined || url === '' ? [] : [[functionName, url] as const];
  });
  return new Map(urls);
}
