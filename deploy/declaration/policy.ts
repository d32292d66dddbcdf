import type { PolicyDocument, PolicyStatement } from '../state/application.ts';
import { type Environment, interpolate, REFERENCE_RULE } from './interpolation.ts';

/**
 * Reads a policy in CAM's own format, and interpolates its `${env:NAME}`. Actions and resources must be
 * lists. Conditions and principals are not accepted, as the policy of a role needs neither.
 *
 * Resources in the bucket of the statuses may be written by its address, `cos://bucket/path`. Statements that have no
 * others are left out where there is no such bucket.
 *
 * @throws Error in one sentence that begins with a verb.
 * @see https://cloud.tencent.com/document/product/598/10604
 */
export function readPolicy(text: string, env: Environment): PolicyDocument {
  const document = parsed(text, env);
  if (!isRecord(document) || document.version !== '2.0' || !Array.isArray(document.statement)) {
    throw new Error('must be a policy with version "2.0" and a list named statement');
  }
  const statements = document.statement.map(readStatement);
  const statement = statements.flatMap((each) => {
    const resource = each.resource.flatMap((name) => resourceNames(name, env));
    return resource.length === 0 ? [] : [{ ...each, resource }];
  });
  return { version: '2.0', statement };
}

/** An object or the bucket of the statuses as a policy of ours names it, such as `cos://statuses-1250000000/*`. */
const IN_STORE = /^cos:\/\/([a-z0-9-]+-(\d+))(\/.*)$/;

/**
 * The resources in CAM's own format. Those in the bucket of the statuses begin with nothing where there is none, and
 * are left out.
 *
 * @see https://www.tencentcloud.com/document/product/436/30580 (resources of COS)
 */
function resourceNames(resource: string, { REGION = '' }: Environment): readonly string[] {
  const [, bucket, appId, path] = IN_STORE.exec(resource) ?? [];
  if (bucket !== undefined) return [`qcs::cos:${REGION}:uid/${appId}:${bucket}${path}`];
  return resource.startsWith('/') ? [] : [resource];
}

/** Variables are interpolated after parsing: whatever one contains, it cannot add a statement. */
function parsed(text: string, env: Environment): unknown {
  const missing = new Set<string>();
  let malformed = false;
  const document = parseJson(text, (value) => {
    const interpolation = interpolate(value, env);
    if (interpolation.ok) return interpolation.text;
    for (const name of interpolation.missing) missing.add(name);
    malformed ||= interpolation.malformed;
    return value;
  });
  if (malformed) throw new Error(REFERENCE_RULE);
  if (missing.size > 0) throw new Error(`needs ${[...missing].join(', ')}, which is not set`);
  return document;
}

function parseJson(text: string, change: (value: string) => string): unknown {
  try {
    return JSON.parse(text, (_, value) => (typeof value === 'string' ? change(value) : value));
  } catch (cause) {
    throw new Error('is not JSON', { cause });
  }
}

function readStatement(statement: unknown, index: number): PolicyStatement {
  const { effect, action, resource, ...rest } = isRecord(statement) ? statement : {};
  const isComplete =
    (effect === 'allow' || effect === 'deny') &&
    isListOfStrings(action) &&
    isListOfStrings(resource);
  if (isComplete && Object.keys(rest).length === 0) return { effect, action, resource };
  throw new Error(
    `must have effect, action and resource, and nothing else, in statement ${index + 1}`,
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfStrings(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === 'string')
  );
}
