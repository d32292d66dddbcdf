import type { DesiredCkafka, DesiredTopic } from '../state/application.ts';
import { asPair, type DeclaredFunction, readFunction } from './function.ts';
import { asInstanceId, asTopicName, type DeclaredTrigger, readTrigger } from './trigger.ts';
import { NO_VARIABLES, readSharedVariables } from './variables.ts';
import {
  asChoice,
  asCount,
  asNamedParts,
  asParts,
  asText,
  fieldsOf,
  type Part,
  type Problems,
} from './yaml.ts';

/** The whole file, before its parts are held against each other. */
export type Declaration = {
  readonly part: Part;
  readonly app: string;
  readonly region: string;
  readonly namespace: string;
  readonly ckafka: DesiredCkafka;
  readonly functions: readonly DeclaredFunction[];
  readonly triggers: readonly DeclaredTrigger[];
};

/** Reads the file from its top. */
export function readDeclaration(part: Part, problems: Problems): Declaration {
  const fields = fieldsOf(part, ['component', 'name', 'inputs'], problems);
  fields.read('component', asChoice(['multi-scf']));
  const app = fields.read('name', asText(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, APP_RULE));
  const inputs = fields.read('inputs', (inputs) => readInputs(inputs, problems)) ?? NO_INPUTS;
  return { part, app, ...inputs };
}

const APP_RULE = 'a name of 2 to 40 small letters, digits and -, with a letter first';

const NAMES = [
  ...['region', 'namespace', 'runtime', 'vpcConfig', 'cls', 'environments', 'ckafka'],
  ...['functions', 'triggers'],
];

type Inputs = Omit<Declaration, 'part' | 'app'>;

const NO_INPUTS = { ckafka: undefined, functions: [], triggers: [] } as unknown as Inputs;

function readInputs(part: Part, problems: Problems): Inputs {
  const fields = fieldsOf(part, NAMES, problems);
  const vpc = fields.readOptional('vpcConfig', asPair(['vpcId', 'subnetId'], problems), undefined);
  const cls = fields.readOptional('cls', asPair(['logsetId', 'topicId'], problems), undefined);
  const readShared = (list: Part) => readSharedVariables(list, problems);
  const common = {
    runtime: fields.read('runtime', asChoice(['Nodejs20.19', 'Nodejs18.15'])),
    ...(vpc === undefined ? {} : { vpc }),
    ...(cls === undefined ? {} : { cls }),
    variables: fields.readOptional('environments', readShared, NO_VARIABLES) ?? NO_VARIABLES,
  };
  const functions = (fields.read('functions', asNamedParts) ?? []).map(([name, declared]) =>
    readFunction(name, declared, common, problems),
  );
  const functionNames = functions.map(({ name }) => name);
  return {
    region: fields.read('region', asText(/^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/, REGION_RULE)),
    namespace: fields.read('namespace', asText(/^[A-Za-z][\w-]{0,29}$/, 'the name of a namespace')),
    ckafka: fields.read('ckafka', (ckafka) => readCkafka(ckafka, problems)),
    functions,
    triggers: (fields.readOptional('triggers', asParts, []) ?? []).map((trigger) =>
      readTrigger(trigger, functionNames, problems),
    ),
  };
}

const REGION_RULE = 'a region such as ap-guangzhou';

/** Reads `ckafka`: the instance, which somebody has bought, and the topics that are to be on it. */
export function readCkafka(part: Part, problems: Problems): DesiredCkafka {
  const fields = fieldsOf(part, ['instanceId', 'topics'], problems);
  const topics = fields.read('topics', asNamedParts) ?? [];
  return {
    instanceId: fields.read('instanceId', asInstanceId),
    topics: topics.map(([name, topic]) => readTopic(name, topic, problems)),
  };
}

/** @see https://cloud.tencent.com/document/api/597/40849 (CreateTopic) */
function readTopic(name: string, part: Part, problems: Problems): DesiredTopic {
  try {
    asTopicName({ ...part, kind: 'scalar', value: name, interpolated: false });
  } catch (cause) {
    problems.add(part, (cause as Error).message.replace('must be', 'must have'));
  }
  const names = ['partitions', 'replicas', 'cleanUpPolicy', 'retentionHours'];
  const fields = fieldsOf(part, names, problems);
  return {
    name,
    partitions: fields.read('partitions', asCount(1, 3_000)),
    replicas: fields.read('replicas', asCount(1, 3)),
    cleanUpPolicy: fields.read('cleanUpPolicy', asChoice(['delete', 'compact'])),
    retentionMs: fields.read('retentionHours', asCount(1, 2_160)) * 3_600_000,
  };
}
