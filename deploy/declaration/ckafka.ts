import type { DesiredCkafka, DesiredTopic } from '../state/application.ts';
import {
  choice,
  count,
  type FieldType,
  mapping,
  named,
  optional,
  type TypeOf,
  text,
} from './fields.ts';
import type { Problems } from './problems.ts';
import type { Part } from './yaml.ts';

export const INSTANCE_ID = text(/^ckafka-[a-z0-9]{8,20}$/, "a CKafka instance's id, ckafka-...");

const NAME_PATTERN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const NAME_RULE = 'a name of letters, digits, dots, - and _, with a letter or digit first';

export const TOPIC_NAME = text(NAME_PATTERN, NAME_RULE);

const USER_NAMES = text(/^[!-~ ]{0,400}$/, 'names of users, comma-separated');

/** Users by their names, which are empty where the brokers know none. */
const USERS: FieldType<readonly string[]> = {
  schema: USER_NAMES.schema,
  parse: (part, problems) => USER_NAMES.parse(part, problems).split(',').flatMap(plainUser),
};

/** From outside the network of an instance, its id precedes the user. Rules name the user alone. */
function plainUser(name: string): readonly string[] {
  const plain = name.trim().replace(/^ckafka-[a-z0-9]+#/, '');
  return plain === '' ? [] : [plain];
}

/** @see https://cloud.tencent.com/document/api/597/40849 (CreateTopic) */
const TOPIC = mapping({
  partitions: count(1, 3_000),
  replicas: count(1, 3),
  cleanUpPolicy: choice(['delete', 'compact']),
  retentionHours: count(1, 2_160),
  maxMessageBytes: count(1_024, 12_582_912),
  user: optional(USERS, []),
  readers: optional(USERS, []),
});

const FIELDS = mapping({ instanceId: INSTANCE_ID, topics: named(TOPIC) });

/** `ckafka`: the instance, which must exist, and the topics to create on it. */
export const CKAFKA: FieldType<DesiredCkafka> = {
  schema: FIELDS.schema,
  parse: (part, problems) => {
    const { instanceId, topics } = FIELDS.parse(part, problems);
    return {
      instanceId,
      topics: (topics ?? []).map((entry) => desiredTopic(...entry, problems)),
    };
  },
};

function desiredTopic(
  name: string,
  topic: TypeOf<typeof TOPIC>,
  part: Part,
  problems: Problems,
): DesiredTopic {
  if (!NAME_PATTERN.test(name)) problems.add(part, `must have ${NAME_RULE}`);
  const { retentionHours, user = [], readers = [], ...rest } = topic ?? {};
  if (readers.length > 0 && user.length === 0) {
    problems.add(part, 'must have a user if it has readers: without one it is open to everyone');
  }
  return {
    name,
    ...rest,
    retentionMs: retentionHours * 3_600_000,
    ...(user.length === 0 ? {} : { rules: rulesFor(user, readers) }),
  };
}

function rulesFor(users: readonly string[], readers: readonly string[]): readonly string[] {
  const rules = [
    ...users.flatMap((user) => [`${user} reads`, `${user} writes`]),
    ...readers.map((reader) => `${reader} reads`),
  ];
  return [...new Set(rules)].sort();
}
