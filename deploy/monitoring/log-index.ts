import type { CreateIndexRequest } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cls/v20201016/cls_models.js';
import { LOG_FIELDS } from '../../shared/log-fields.ts';
import { placeholder } from './alarm-policy.ts';

export type LogFieldType = 'long' | 'text';

type LogField = (typeof LOG_FIELDS)[number];

/** Fields whose values are objects. What the platform makes of them is not documented, so no query reads them. */
const OBJECTS: ReadonlySet<LogField> = new Set(['actions', 'letters', 'causes', 'findings']);

const NUMBERS: ReadonlySet<LogField> = new Set([
  ...(['partition', 'offset', 'redrives', 'ageS', 'calls', 'throttles'] as const),
  ...(['tagCode', 'durationMs', 'cloudMs', 'pacedMs', 'remaining', 'sent', 'trials'] as const),
  ...(['inFlight', 'recordsRead', 'bytesRead', 'parked', 'oldestParkedS', 'waiting'] as const),
  ...(['oldestWaitingS', 'used', 'limit', 'usedPercent', 'keys', 'repaired', 'left'] as const),
]);

/** Values with several words, each of which can be searched for. Any other value is one word. */
const SENTENCES: ReadonlySet<string> = new Set(['tagMsg', 'detail', 'stack', 'SCF_Message']);

/**
 * What the platform adds to each line. SCF shows the log of a function from these.
 *
 * @see https://cloud.tencent.com/document/product/583/60336
 */
const PLATFORM_FIELDS: Readonly<Record<string, LogFieldType | 'double'>> = {
  SCF_FunctionName: 'text',
  SCF_Namespace: 'text',
  SCF_StartTime: 'long',
  SCF_LogTime: 'long',
  SCF_RequestId: 'text',
  SCF_Duration: 'long',
  SCF_Alias: 'text',
  SCF_Qualifier: 'text',
  SCF_MemUsage: 'double',
  SCF_Level: 'text',
  SCF_Message: 'text',
  SCF_Type: 'text',
  SCF_StatusCode: 'long',
  SCF_RetryNum: 'long',
};

/** The fields of the log that queries may read, with their types. */
export const INDEXED_FIELDS: Readonly<Record<string, LogFieldType | 'double'>> = {
  ...Object.fromEntries(
    LOG_FIELDS.filter((name) => !OBJECTS.has(name)).map((name) => [
      name,
      NUMBERS.has(name) ? 'long' : 'text',
    ]),
  ),
  ...PLATFORM_FIELDS,
};

/**
 * The index of the topic of logs, as the parameters of the vendor's `CreateIndex`.
 *
 * @see https://www.tencentcloud.com/document/product/614/42805
 */
export function logIndex(): CreateIndexRequest {
  const keyValues = Object.entries(INDEXED_FIELDS).map(([name, type]) => {
    const Tokenizer = SENTENCES.has(name) ? PUNCTUATION : SPACES;
    return {
      Key: name,
      Value: { Type: type, SqlFlag: true, ...(type === 'text' ? { Tokenizer } : {}) },
    };
  });
  return {
    TopicId: placeholder('CLS_TOPIC_ID'),
    Status: true,
    Rule: {
      FullText: { CaseSensitive: false, Tokenizer: PUNCTUATION },
      KeyValue: { CaseSensitive: true, KeyValues: keyValues },
    },
  };
}

/** Codes and ids are one word each: they have dots, colons and hyphens, and no space. */
const SPACES = ' \n\t\r';

const PUNCTUATION = `@&?|#()='",;:<>[]{}/${SPACES}`;
