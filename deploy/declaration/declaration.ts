import { ENVIRONMENT_PATTERN, ENVIRONMENT_RULE } from '../../shared/setting-forms.ts';
import { KMS_CALLS_PER_SECOND } from '../state/account.ts';
import type { DesiredBucket, DesiredCkafka } from '../state/application.ts';
import { RUNTIME_NAME, RUNTIMES } from '../state/runtimes.ts';
import { CKAFKA } from './ckafka.ts';
import {
  choice,
  fieldPart,
  listOf,
  mapping,
  named,
  optional,
  pair,
  type TypeOf,
  text,
  unknownName,
} from './fields.ts';
import { type DeclaredFunction, declaredFunction, FUNCTION } from './function.ts';
import type { Problems } from './problems.ts';
import { STATUS_STORE } from './status-store.ts';
import { type DeclaredTrigger, TRIGGER } from './trigger.ts';
import { NO_VARIABLES, SHARED_VARIABLES } from './variables.ts';
import type { Part } from './yaml.ts';

/** The whole file, part by part. Whether the parts agree is not checked yet. */
export type Declaration = {
  readonly part: Part;
  readonly app: string;
  readonly region: string;
  readonly namespace: string;
  readonly ckafka: DesiredCkafka;
  readonly statusStore: DesiredBucket | undefined;
  readonly functions: readonly DeclaredFunction[];
  readonly triggers: readonly DeclaredTrigger[];
};

const INPUTS = mapping({
  region: text(/^[a-z]{2,3}(?:-[a-z0-9]{1,20}){1,3}$/, 'a region such as ap-guangzhou'),
  namespace: text(/^[A-Za-z][\w-]{0,29}$/, 'the name of a namespace'),
  runtime: text(RUNTIME_NAME, `${RUNTIMES.join(', ')} or a later one`),
  vpcConfig: optional(pair('vpcId', 'subnetId'), undefined),
  publicNet: optional(choice(['on', 'off']), 'on' as const),
  cls: optional(pair('logsetId', 'topicId'), undefined),
  environments: optional(SHARED_VARIABLES, NO_VARIABLES),
  ckafka: CKAFKA,
  statusStore: optional(STATUS_STORE, undefined),
  functions: { ...named(FUNCTION), schema: { $ref: '#/definitions/functions' } },
  triggers: optional(listOf(TRIGGER), []),
});

/** The format of the file, with its version. No tool of the vendor's knows it. */
const FORMAT = 'tenant-keys/1';

/** The file from its root. */
export const DECLARATION = mapping({
  format: choice([FORMAT]),
  name: text(ENVIRONMENT_PATTERN, ENVIRONMENT_RULE),
  inputs: INPUTS,
});

/** Reads the file from its root. */
export function readDeclaration(part: Part, problems: Problems): Declaration {
  const { name: app, inputs } = DECLARATION.parse(withoutComponent(part, problems), problems);
  const fields = inputs ?? ({} as TypeOf<typeof INPUTS>);
  const { region, namespace, runtime, vpcConfig: vpc, publicNet, cls, ckafka } = fields;
  const common = {
    app,
    runtime,
    publicNet,
    ...(vpc === undefined ? {} : { vpc }),
    ...(cls === undefined ? {} : { cls }),
    variables: fields.environments ?? NO_VARIABLES,
    queueCallsPerSecondMax: queueRateOf(fields),
  };
  const functions = (fields.functions ?? []).map(([name, values, place]) =>
    declaredFunction(name, values ?? {}, place, common, problems),
  );
  const triggers = (fields.triggers ?? []).map(([trigger, place]) => ({
    ...trigger,
    part: place,
  }));
  const names = functions.map(({ name }) => name);
  for (const { functionName, part } of triggers) {
    if (functionName === undefined || names.includes(functionName)) continue;
    problems.add(fieldPart(part, 'function'), unknownName(functionName, names));
  }
  const { statusStore } = fields;
  return { part, app, region, namespace, ckafka, statusStore, functions, triggers };
}

/**
 * What all instances that a queue triggers may make together, up to what the account may. Undefined if there
 * is none.
 */
function queueRateOf({ functions, triggers }: TypeOf<typeof INPUTS>): number | undefined {
  const queues = (triggers ?? []).flatMap(([{ trigger, functionName }]) =>
    trigger?.type === 'ckafka' ? [functionName] : [],
  );
  const rates = (functions ?? []).flatMap(([name, values]) =>
    queues.includes(name) ? [values.instancesMax * values.kmsCallsPerSecondMax] : [],
  );
  if (rates.length === 0) return undefined;
  return Math.min(
    KMS_CALLS_PER_SECOND,
    rates.reduce((sum, rate) => sum + rate, 0),
  );
}

/**
 * Takes a line `component:` out of the file, as it was before the format had a name of its own. So one
 * problem says what to change, instead of one about an unknown field and one about a missing one.
 */
function withoutComponent(part: Part, problems: Problems): Part {
  const component = part.kind === 'mapping' ? part.parts.get('component') : undefined;
  if (part.kind !== 'mapping' || component === undefined) return part;
  const advice = part.parts.has('format') ? 'remove it' : `replace it by \`format: ${FORMAT}\``;
  problems.add(component, `is for Serverless Framework, which would drop settings: ${advice}`);
  const format: Part = { ...component, kind: 'unknown' };
  const parts = new Map([['format', format], ...part.parts]);
  parts.delete('component');
  return { ...part, parts };
}
