import type { DesiredCkafka } from '../state/application.ts';
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
  functions: { ...named(FUNCTION), schema: { $ref: '#/definitions/functions' } },
  triggers: optional(listOf(TRIGGER), []),
});

/** The format of the file, with its version. No tool of the vendor's knows it. */
const FORMAT = 'tenant-keys/1';

/** The file from its root. */
export const DECLARATION = mapping({
  format: choice([FORMAT]),
  name: text(
    /^[a-z][a-z0-9-]{0,38}[a-z0-9]$/,
    'a name of 2 to 40 lowercase letters, digits and -, with a letter first',
  ),
  inputs: INPUTS,
});

/** Reads the file from its root. */
export function readDeclaration(part: Part, problems: Problems): Declaration {
  const { name: app, inputs } = DECLARATION.parse(withoutComponent(part, problems), problems);
  const fields = inputs ?? ({} as TypeOf<typeof INPUTS>);
  const { region, namespace, runtime, vpcConfig: vpc, publicNet, cls, ckafka } = fields;
  const common = {
    runtime,
    publicNet,
    ...(vpc === undefined ? {} : { vpc }),
    ...(cls === undefined ? {} : { cls }),
    variables: fields.environments ?? NO_VARIABLES,
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
  return { part, app, region, namespace, ckafka, functions, triggers };
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
