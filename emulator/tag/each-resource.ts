import { refuse } from '../api/refuse.ts';
import type { Answer, Cloud, Refusal } from '../api/service.ts';
import { resolveResource } from './resolve-resource.ts';

/**
 * Does one thing to each of up to ten resources. What fails for one does not keep it from the
 * others: the call succeeds, and tells in `FailedResources` what failed.
 */
export function eachResource(
  resources: readonly string[],
  cloud: Cloud,
  change: (name: string) => Refusal | undefined,
): Answer {
  const FailedResources = resources.flatMap((Resource) => {
    const found = resolveResource(Resource, cloud);
    const refusal = found.ok ? change(found.name) : found;
    return refusal ? [{ Resource, Code: refusal.code, Message: refusal.message }] : [];
  });
  return { ok: true, response: { FailedResources } };
}

/** Refuses a list of resources that is empty or too long. */
export function resourceListRefusal(resources: readonly string[]): Refusal | undefined {
  if (resources.length === 0) {
    return refuse('InvalidParameter', 'ResourceList must name at least one resource.');
  }
  if (resources.length <= RESOURCES_MAX) return undefined;
  return refuse(
    'LimitExceeded.ResourceNumPerRequest',
    `ResourceList must have at most ${RESOURCES_MAX} resources.`,
  );
}

/** Refuses a list of tags, or of their keys, that is empty or too long. */
export function tagCountRefusal(tags: readonly unknown[]): Refusal | undefined {
  if (tags.length === 0) return refuse('InvalidParameter.Tag', 'There must be at least one tag.');
  if (tags.length <= TAGS_MAX) return undefined;
  return refuse('LimitExceeded.TagNumPerRequest', `There must be at most ${TAGS_MAX} tags.`);
}

const RESOURCES_MAX = 10;
const TAGS_MAX = 10;
