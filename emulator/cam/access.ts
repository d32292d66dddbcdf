import type { Caller } from '../api/service.ts';
import type { PolicyStatement } from '../state/cam.ts';
import type { CloudState } from '../state/cloud.ts';
import type { TagState } from '../state/tag.ts';

/**
 * Whether a caller has a permission: a policy must allow it, and none may deny it. The account has
 * every permission; a role that does not exist has none.
 *
 * @see https://cloud.tencent.com/document/product/598/10604 (an explicit deny wins)
 */
export function isAllowed(
  { cam: { roles, policies }, tags }: Pick<CloudState, 'cam' | 'tags'>,
  caller: Caller,
  { action, resource }: Right,
): boolean {
  if (caller.kind === 'account') return true;
  const { policyIds = [] } = roles.get(caller.name) ?? {};
  const statements = [...policyIds]
    .flatMap((id) => policies.get(id)?.statements ?? [])
    .filter((statement) => isAbout(statement, action, resource))
    .filter(
      ({ resourceTags }) => resourceTags === undefined || hasTag(resource, resourceTags, tags),
    );
  return statements.length > 0 && statements.every(({ effect }) => effect === 'allow');
}

function isAbout({ actions, resources }: PolicyStatement, action: string, resource: string) {
  return (
    actions.some((pattern) => matchesPattern(pattern, action)) &&
    resources.some((pattern) => matchesResource(pattern, resource))
  );
}

/** Whether a resource has one of the tags, which are written as in a condition: `key&value`. */
function hasTag(resource: string, wanted: readonly string[], { resources }: TagState): boolean {
  const attached = resources.get(resource) ?? [];
  return [...attached].some(([key, { value }]) => wanted.includes(`${key}&${value}`));
}

/** A permission that a call needs. */
export type Right = {
  /** Such as `kms:CreateKey`. */
  readonly action: string;
  /** In six segments, or `*` for an action without a resource. */
  readonly resource: string;
  /** The resource that a refusal names, where it is another one. */
  readonly named?: string;
};

/**
 * Whether a policy's pattern matches a resource. An empty region or account in the pattern matches
 * any, because there is one account.
 *
 * @param resource `*` for a call without a resource, which only the pattern `*` matches.
 * @see https://www.tencentcloud.com/document/product/598/10606 (six-segment resource description)
 */
function matchesResource(pattern: string, resource: string): boolean {
  if (pattern === '*') return true;
  const patterns = segmentsOf(pattern);
  const segments = segmentsOf(resource);
  if (segments.length < SEGMENTS) return false;
  return patterns.every(
    (segment, index) => segment === '' || matchesPattern(segment, segments[index] ?? ''),
  );
}

const SEGMENTS = 6;

/** The last segment may contain colons. */
function segmentsOf(name: string): string[] {
  const segments = name.split(':');
  return [
    ...segments.splice(0, SEGMENTS - 1),
    ...(segments.length > 0 ? [segments.join(':')] : []),
  ];
}

/** Each `*` in a pattern matches any text. */
function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return text === pattern;
  if (!text.startsWith(first)) return false;
  let from = first.length;
  for (const part of others) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - last.length >= from && text.endsWith(last);
}
