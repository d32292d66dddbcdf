import { matchesPattern } from './matches-pattern.ts';

/**
 * Whether a resource is among those that a pattern of a policy names. An empty region or account in
 * the pattern stands for any: there is one account here.
 *
 * @param resource `*` for a call that is about no resource, which only the pattern `*` covers.
 * @see https://www.tencentcloud.com/document/product/598/10606 (six-segment resource description)
 */
export function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true;
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(resource);
  if (given.length < SEGMENTS) return false;
  return wanted.every(
    (segment, index) => segment === '' || matchesPattern(segment, given[index] ?? ''),
  );
}

const SEGMENTS = 6;

/** The last segment may have colons of its own. */
function segmentsOf(name: string): string[] {
  const segments = name.split(':');
  return [
    ...segments.splice(0, SEGMENTS - 1),
    ...(segments.length > 0 ? [segments.join(':')] : []),
  ];
}
