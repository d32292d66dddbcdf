import type { DesiredCkafka } from '../state/application.ts';
import { readCkafka } from './ckafka.ts';
import { asChoice, asNamedParts, asPair, asParts, asText, fieldsOf } from './fields.ts';
import { type DeclaredFunction, readFunction } from './function.ts';
import type { Problems } from './problems.ts';
import { type DeclaredTrigger, readTrigger } from './trigger.ts';
import { NO_VARIABLES, readSharedVariables } from './variables.ts';
import type { Part } from './yaml.ts';

/** The whole file, part by part. Whether the parts agree is not checked yet. */
export type Declaration = {
  readonly part: Part;
  readonly app: string;
  readonly region: string;
  readonly namespace: string;
  readonly ckafka: DesiredCkafka;
  readonly functions: readonly DeclaredFunction[];
  readonly triggers: readonly DeclaredTrigger[];
};

/** Reads the file from its root. */
export function readDeclaration(part: Part, problems: Problems): Declaration {
  const fields = fieldsOf(part, ['component', 'name', 'inputs'], problems);
  fields.read('component', asChoice(['multi-scf']));
  const app = fields.read('name', asText(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, APP_RULE));
  const inputs = fields.read('inputs', (inputs) => readInputs(inputs, problems)) ?? NO_INPUTS;
  return { part, app, ...inputs };
}

const APP_RULE = 'a name of 2 to 40 lowercase letters, digits and -, with a letter first';

type Inputs = Omit<Declaration, 'part' | 'app'>;

const NO_INPUTS = { ckafka: undefined, functions: [], triggers: [] } as unknown as Inputs;

function readInputs(part: Part, problems: Problems): Inputs {
  const fields = fieldsOf(part, INPUT_NAMES, problems);
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

const INPUT_NAMES = [
  ...['region', 'namespace', 'runtime', 'vpcConfig', 'cls', 'environments', 'ckafka'],
  ...['functions', 'triggers'],
];

const REGION_RULE = 'a region such as ap-guangzhou';
