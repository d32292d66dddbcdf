import type { Problem } from './generated/vocabulary.ts';
import type { FoundKey } from './key.ts';
import { callersText } from './marker.ts';
import { type KeyRequest, specFingerprint } from './request.ts';

/**
 * How a key that is proven to be the tenant's own differs from what the request specifies; empty if it does not.
 * Each difference names a field, and has the key's value if that is usage or origin.
 *
 * KMS says of a key its usage, origin and description. Tags and HSM cluster are known by the fingerprint alone:
 * they are named, together if need be, when the other fields do not explain it.
 *
 * @param fingerprint That of the specification for which the key was created.
 */
export function differences(
  found: FoundKey,
  request: KeyRequest,
  fingerprint: string,
): readonly Problem[] {
  const { keyUsage, origin } = request;
  const problems: Problem[] = [];
  if (found.keyUsage !== keyUsage) problems.push(differing('keyUsage', found.keyUsage));
  // KMS may leave out the origin of a key.
  if (found.origin !== undefined && found.origin !== origin) {
    problems.push(differing('origin', found.origin));
  }
  if (specFingerprint(request) === fingerprint) return problems;
  const asMade = { ...request, ...madeWith(found) } as KeyRequest;
  if (asMade.description !== request.description) problems.push(differing('description'));
  if (specFingerprint(asMade) === fingerprint) return problems;
  const { hsmClusterId, ...withoutCluster } = asMade;
  if (hsmClusterId !== undefined && specFingerprint(withoutCluster) === fingerprint) {
    return [...problems, differing('hsmClusterId')];
  }
  if (specFingerprint({ ...asMade, tags: {} }) === fingerprint)
    return [...problems, differing('tags')];
  return [...problems, MAY_DIFFER];
}

/** The fields of the specification that KMS says of a key. */
function madeWith({ keyUsage, origin, description }: FoundKey) {
  return { keyUsage, description: callersText(description), ...(origin && { origin }) };
}

function differing(name: keyof KeyRequest, value?: string): Problem {
  const made = value === undefined ? 'another value' : JSON.stringify(value.slice(0, 64));
  const detail = `The tenant's key of this name was created with ${made} as its ${name}.`;
  return { pointer: `#/${name}`, detail };
}

const MAY_DIFFER: Problem = {
  pointer: '#/tags',
  detail: "The tenant's key of this name was created with other tags or another hsmClusterId.",
};
