import { isJsonObject, type JsonObject } from '../json/json.ts';

/** The most telling parameter of a call: what it is about, in a few words. */
export function subjectOf(params: JsonObject): string {
  for (const name of TELLING) {
    const text = Object.hasOwn(params, name) ? textOf(params[name]) : '';
    if (text !== '') return text.slice(0, LENGTH_MAX);
  }
  return '';
}

/** In the order in which they are looked for. `Key` is the name of an object of COS. */
const TELLING: readonly string[] = [
  ...['Alias', 'KeyId', 'KeyIds', 'ResourceList', 'ResourceIds', 'SearchKeyAlias'],
  ...['FunctionName', 'Key', 'Bucket', 'TopicName', 'RoleName', 'PolicyName', 'PolicyId'],
  ...['Tags', 'TagKeys', 'TagKey'],
];

const LENGTH_MAX = 200;

function textOf(value: unknown): string {
  if (!Array.isArray(value)) return textOfOne(value);
  const more = value.length > 1 ? ` and ${value.length - 1} more` : '';
  return value.length === 0 ? '' : `${textOfOne(value[0])}${more}`;
}

/** The caller decides of what type a value is, so others than the documented ones have no text. */
function textOfOne(value: unknown): string {
  if (typeof value === 'string')
    return value.replace(/^qcs::.*\//, '').replace(/^creatorUin\/\d+\//, '');
  if (typeof value === 'number') return String(value);
  if (!isJsonObject(value)) return '';
  const { TagKey, TagValue } = value;
  if (typeof TagKey !== 'string' || TagKey === '') return '';
  return `${TagKey}:${typeof TagValue === 'string' ? TagValue : ''}`;
}
