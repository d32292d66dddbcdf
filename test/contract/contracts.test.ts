import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { failureJson, overloaded, timedOut } from '../../emulator/scf/invoke-result.ts';
import { FORMATS, SCHEMA_BASE } from '../../scripts/generate/contracts.mjs';
import { IssuerUnavailable } from '../../shared/auth/caller.ts';
import { deadLetterOf } from '../../shared/dead-letters/dead-letter.ts';
import { cloudEventOf } from '../../shared/events/cloud-event.ts';
import { type Operation, operationEventOf } from '../../shared/events/operation-event.ts';
import { authProblem, tenantForbidden } from '../../shared/http/auth-problems.ts';
import { notFound, rejectionProblem, responseOf } from '../../shared/http/problems.ts';
import { answerOutcome } from '../../shared/http/provision.ts';
import { readProvisionRequest } from '../../shared/http/provision-request.ts';
import { answerQueued } from '../../shared/http/queued-request.ts';
import { openapiDocument } from '../../shared/http/serve.ts';
import { ANSWERS_BY_CODE } from '../../shared/tenant-key/failures/answers.ts';
import { FAILURES } from '../../shared/tenant-key/failures/failures.ts';
import type { Message } from '../../shared/tenant-key/message.ts';
import { parseRequest } from '../../shared/tenant-key/parse.ts';
import { tenantOf } from '../../shared/tenant-key/tenant-id.ts';
import { parseTrigger } from '../../shared/triggers/trigger.ts';
import { FRAGMENT_POINTER } from '../world/fragment-pointer.ts';

type Json = Readonly<Record<string, any>>;

const events = new URL('../../events/', import.meta.url);
const schemas = filesIn('').filter((name) => name.endsWith('.schema.json'));
const samples = filesIn('samples/').filter((name) => name.endsWith('.json'));
const exchanges = filesIn('samples/commands/');
const triggers = filesIn('samples/doors/').map((name) => name.replace('.json', ''));
const ABSOLUTE_URI = /^[a-z][a-z0-9+.-]*:[!-~]+$/;
const STRICT_FORMATS = { ...FORMATS, uri: ABSOLUTE_URI };
const ajv = new Ajv2020({ strict: true, allErrors: true, formats: STRICT_FORMATS });
ajv.addVocabulary(['x-message', 'x-specification']);
for (const name of schemas) ajv.addSchema(readJson(name));

function filesIn(folder: string): string[] {
  return readdirSync(new URL(folder, events)).sort();
}

function readJson(path: string): Json {
  return JSON.parse(readFileSync(new URL(path, events), 'utf8'));
}

function readYaml(path: string): Json {
  return parse(readFileSync(new URL(path, events), 'utf8'));
}

/** The errors of a value against a schema; none if it is valid. */
function complaints(schema: string, value: unknown): unknown {
  const validate = ajv.getSchema(SCHEMA_BASE + schema);
  if (validate === undefined) throw new Error(`There is no ${schema}.`);
  return validate(value) ? [] : validate.errors;
}

/** `cloud-event.parked.json` is a sample of `cloud-event.schema.json`. */
function schemaOf(sample: string): string {
  return `${sample.split('.', 1)[0]}.schema.json`;
}

describe('a schema', () => {
  const stated = schemas.filter((name) => name !== 'vocabulary.schema.json');
  /** Samples of commands stand beside their answers. */
  const commands = ['dead-letters-command', 'fleet-command', 'oversight-command'].map(
    (name) => `${name}.schema.json`,
  );

  test.each(schemas)('%s is strict JSON Schema, and its id is its name', (name) => {
    expect(ajv.getSchema(SCHEMA_BASE + name)).toBeTypeOf('function');
    expect(readJson(name).$id).toBe(SCHEMA_BASE + name);
  });

  test.each(stated.filter((name) => !commands.includes(name)))('%s has a sample', (name) => {
    expect(samples.map(schemaOf)).toContain(name);
  });

  test.each(samples)('validates the sample %s', (sample) => {
    expect(complaints(schemaOf(sample), readJson(`samples/${sample}`))).toEqual([]);
  });

  test.each(commands)(
    '%s validates a sample of each command and of its answer, and has no other',
    (name) => {
      const verbs: readonly string[] = readJson(name).properties.command.enum;
      for (const verb of verbs) {
        const own = exchanges.filter((sample) => sample.startsWith(`${verb}.`));
        expect(own, verb).not.toEqual([]);
        for (const sample of own) {
          const { command, answer } = readJson(`samples/commands/${sample}`);
          expect(command.command).toBe(verb);
          expect(complaints(name, command), sample).toEqual([]);
          const place = `${name}#/$defs/answers/properties/${verb}`;
          expect(complaints(place, answer), sample).toEqual([]);
        }
      }
      expect(Object.keys(readJson(name).$defs.answers.properties)).toEqual(verbs);
    },
  );

  test('of a command has every sample of samples/commands', () => {
    const verbs = commands.flatMap((name) => readJson(name).properties.command.enum);
    const named = exchanges.map((sample) => sample.split('.', 1)[0]);
    expect([...new Set(named)].sort()).toEqual(verbs.sort());
  });

  test.each(schemas)('%s is whole in itself: it refers to no other file', (name) => {
    expect(refsOf(readJson(name)).filter((ref) => !ref.startsWith('#/'))).toEqual([]);
  });

  test.each(schemas)('%s has only patterns that every engine reads in the same way', (name) => {
    for (const rule of rulesOf(readJson(name))) {
      if (typeof rule.pattern !== 'string') continue;
      expect(rule.pattern, 'of JavaScript, or different elsewhere').not.toMatch(
        /\\[updswbDSWB]|\(\?[^:]/,
      );
      expect(rule, 'of two rules one may contradict the other').not.toHaveProperty('format');
      if (!rule.pattern.endsWith('$')) continue;
      const excluded = [rule.not?.anyOf ?? rule.not ?? []].flat();
      for (const end of ['\n', '\r', '\r\n', '\u0085', '\u2028', '\u2029']) {
        const refused = excluded.some(({ pattern }: Json) =>
          new RegExp(pattern, 'u').test(`a${end}`),
        );
        expect(refused, `${rule.pattern} with ${JSON.stringify(end)} at its end`).toBe(true);
      }
    }
  });

  test.each(schemas)('%s has a title for every object, and names every arm of a choice', (name) => {
    for (const rule of rulesOf(readJson(name))) {
      if (
        rule.type === 'object' &&
        rule.additionalProperties !== false &&
        !commands.includes(name)
      ) {
        expect(rule, JSON.stringify(rule).slice(0, 200)).toHaveProperty('title');
      }
      for (const arm of rule.oneOf ?? []) expect(Object.keys(arm)).toEqual(['$ref']);
    }
  });

  /** Every object of a schema: its rules, and lists of rules by name. */
  function rulesOf(node: unknown): readonly Json[] {
    if (typeof node !== 'object' || node === null) return [];
    const own = Array.isArray(node) ? [] : [node];
    return [...own, ...Object.values(node).flatMap(rulesOf)];
  }

  test('of the request has one rule for the characters of tag keys and values', () => {
    const { tags } = readJson('key-request.schema.json').properties;
    expect(tags.propertyNames.pattern).toBe(tags.additionalProperties.pattern);
  });

  test.each(samples)('has in %s only places as RFC 9457 shows them', (sample) => {
    const text = JSON.stringify(readJson(`samples/${sample}`));
    for (const [, pointer] of text.matchAll(/"pointer":"([^"]*)"/g)) {
      expect(pointer).toMatch(FRAGMENT_POINTER);
    }
  });

  test.each(samples)('has in %s only codes of the runbook', (sample) => {
    const { code } = readJson(`samples/${sample}`);
    if (code !== undefined) expect([...FAILURES.keys(), ...ANSWERS_BY_CODE.keys()]).toContain(code);
  });

  test.each([
    ['cloud-event.parked', 'keydisabled'],
    ['cloud-event.parked.claimed', 'requestinvalid'],
    ['cloud-event.rejected', 'requestinvalid'],
    ['dead-letter.claimed', 'requestinvalid'],
    ['key-rejected.conflict', 'keyconflict'],
    ['dead-letter', 'limitexceededcmklimitexceeded'],
    ['dead-letter.unreadable', 'requestunreadable'],
    ['key-parked', 'keydisabled'],
    ['key-rejected', 'requestinvalid'],
    ['key-rejected.tenant-limit', 'tenantlimitreached'],
    ['problem.conflict', 'keyconflict'],
    ['problem.tenant-limit', 'tenantlimitreached'],
    ['problem.invalid', 'requestinvalid'],
    ['problem.unavailable', 'unsupportedoperationservicetemporaryunavailable'],
    ['problem.token-missing', 'tokenmissing'],
    ['problem.token-invalid', 'tokeninvalid'],
    ['problem.tenant-forbidden', 'tenantforbidden'],
    ['problem.issuer-unavailable', 'issuerunavailable'],
  ])('links in its sample %s to the section of the runbook about its code', (sample, section) => {
    const { data, ...others } = readJson(`samples/${sample}.json`);
    expect({ ...others, ...data }).toMatchObject({
      runbook: `https://tenant-keys.example/docs/runbook.md#${section}`,
    });
    if (sample.startsWith('problem.')) {
      expect(others.type).toBe(`https://tenant-keys.example/docs/failures.md#${section}`);
    }
  });
});

describe('a tenant whose id was made from the one that was sent', () => {
  test.each(['cloud-event.provisioned.external', 'provisioning.created.external'])(
    'has both ids in the sample %s',
    (sample) => {
      const { data, ...answer } = readJson(`samples/${sample}.json`);
      const { tenantId, externalTenantId, alias } = data ?? answer;
      expect({ tenantId, externalTenantId }).toEqual(tenantOf('auth0|5f7c8ec7c33c6c004bbafe82'));
      expect(alias).toBe(`${tenantId}_orders`);
    },
  );

  test('is followed by the id in the path: the one in an answer may mean another tenant', () => {
    const { links } = readJson('openapi.json').components;
    expect(Object.keys(links)).toEqual(['ReadKey', 'ListKeys', 'ReadRequest']);
    for (const { parameters } of Object.values<any>(links)) {
      expect(parameters.tenantId).toBe('$request.path.tenantId');
    }
  });
});

describe('the sample of a way in', () => {
  /** The fields that the platform documents, and no others. */
  const shapes: readonly (readonly [sample: string, place: string, fields: string])[] = [
    [
      'api-gateway',
      '',
      'body headerParameters headers httpMethod path pathParameters queryString queryStringParameters requestContext stageVariables',
    ],
    ['ckafka', 'Records.0.Ckafka', 'msgBody msgKey offset partition topic'],
    ['ckafka-capital-partition', 'Records.0.Ckafka', 'Partition msgBody msgKey offset topic'],
    [
      'cmq-topic',
      'Records.0.CMQ',
      'msgBody msgId msgTag publishTime requestId subscriptionName topicName topicOwner type',
    ],
    ['eventbridge', '', 'data datacontenttype id region source specversion subject time type'],
    [
      'eventbridge-list',
      'EventList.0',
      'data datacontenttype id region source specversion subject time type',
    ],
    ['function-url', '', 'body headers httpMethod path queryString'],
    ['function-url-plan', '', 'body headers httpMethod path queryString'],
    ['timer', '', 'Message Time TriggerName Type'],
  ];
  test.each(shapes)('%s has the documented shape', (sample, place, fields) => {
    const steps = place.split('.').filter((step) => step !== '');
    const node = steps.reduce<Json>(
      (value, step) => value[step],
      readJson(`samples/doors/${sample}.json`),
    );
    expect(Object.keys(node).sort().join(' ')).toBe(fields);
  });

  const carried: readonly (readonly [
    sample: string,
    kind: string,
    requestIds: readonly string[],
  ])[] = [
    ['api-gateway', 'http', ['req-2026-0002']],
    ['ckafka', 'queue', ['req-2026-0001', 'req-2026-0002', 'req-2026-0003']],
    ['ckafka-capital-partition', 'queue', ['req-2026-0001', 'req-2026-0002']],
    ['cmq-topic', 'queue', ['req-2026-0001']],
    ['eventbridge', 'queue', ['req-2026-0001']],
    ['eventbridge-list', 'queue', ['req-2026-0001', 'req-2026-0002']],
    ['function-url', 'http', ['req-2026-0001']],
    ['function-url-plan', 'http', ['req-2026-0001']],
    ['invoke', 'invoke', ['req-2026-0001']],
    ['invoke-list', 'invoke', ['req-2026-0001', 'req-2026-0002', 'req-2026-0003']],
    ['timer', 'timer', []],
  ];
  test.each(carried)(
    '%s is parsed as %s, and carries valid requests',
    (sample, kind, requestIds) => {
      const trigger = parseTrigger(readJson(`samples/doors/${sample}.json`));
      expect(trigger.kind).toBe(kind);
      expect(messagesOf(trigger).map(requestIdOf)).toEqual(requestIds);
    },
  );

  test('exists for every way in', () => {
    expect(triggers.sort()).toEqual(carried.map(([sample]) => sample));
  });

  function messagesOf(trigger: ReturnType<typeof parseTrigger>): readonly Message[] {
    if (trigger.kind === 'queue' || trigger.kind === 'invoke') return trigger.messages;
    if (trigger.kind !== 'http') return [];
    const tenantId = trigger.request.path.split('/')[3]!;
    const read = readProvisionRequest(trigger.request, tenantId);
    return read.ok ? [read.value.message] : [];
  }

  function requestIdOf({ text, known }: Message): string {
    const parsed = parseRequest(text, known);
    return parsed.ok ? parsed.request.requestId : JSON.stringify(parsed.failed.problems);
  }
});

/** A tenant with an id of an identity provider. */
const EXTERNAL = { tenantId: 'x--tdsziwgy3cy3twqjqyp6jeg6uq', externalTenantId: 'org_2f8sKqXyZ' };

describe('what is published or answered', () => {
  const region = 'ap-guangzhou';
  const docsUrl = 'https://tenant-keys.example/';
  const nowMs = 1_795_421_735_000;
  const message: Message = {
    text: readFileSync(new URL('samples/key-request.full.json', events), 'utf8'),
    source: { door: 'queue', topic: 'key-requests', partition: 0, offset: 7 },
    callerWaits: false,
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  };
  const unreadable = parseRequest('{');
  const wrong = parseRequest('{"requestId":"r","tenantId":"Not A Tenant!","keyName":"Orders"}');
  const right = parseRequest(message.text);
  if (unreadable.ok || wrong.ok || !right.ok) throw new Error('The domain reads these otherwise.');
  const { request } = right;
  const key = { keyId: 'key-1', createTimeS: 1_795_421_730, keyState: 'PendingImport' };

  test('about a key that is ready fits its contract', () => {
    const event = cloudEventOf(
      { type: 'tenant-key.provisioned', request, key },
      region,
      docsUrl,
      nowMs,
    );
    expect(complaints('cloud-event.schema.json', event)).toEqual([]);
  });

  test('about a rejected request fits its contract, even if its tenant is invalid', () => {
    const event = cloudEventOf(
      {
        type: 'tenant-key.rejected',
        failed: { ...wrong.failed, identity: wrong.failed.identity! },
      },
      region,
      docsUrl,
      nowMs,
    );
    expect(complaints('cloud-event.schema.json', event)).toEqual([]);
  });

  test.each([
    ['about a parked request', wrong.failed],
    ['about a parked message without a tenant', unreadable.failed],
  ])('%s fits its contracts', (_, failed) => {
    const parked = { type: 'tenant-key.parked', message, failed } as const;
    const event = cloudEventOf(parked, region, docsUrl, nowMs);
    expect(complaints('cloud-event.schema.json', event)).toEqual([]);
    const parking = { message, failed, attempts: 1, state: 'parked' } as const;
    const deadLetter = deadLetterOf(parking, '2026-11-23T08:20:00.000Z', docsUrl);
    expect(complaints('dead-letter.schema.json', deadLetter)).toEqual([]);
  });

  const operations: readonly Operation[] = [
    {
      type: 'tenant-keys.redriven',
      data: {
        invocationId: 'i',
        selection: {
          all: true,
          states: ['waiting'],
          stages: ['tag'],
          ids: ['a'],
          olderThanS: 60,
          limit: 2,
        },
        counts: { provisioned: 1, left: 1 },
        letters: [
          { id: 'a', outcome: 'provisioned' },
          { id: 'b', outcome: 'left', code: 'NoAnswer' },
        ],
        stoppedBy: 'NoAnswer',
      },
    },
    {
      type: 'tenant-keys.discarded',
      data: {
        ...{ invocationId: 'i', reason: 'gone', selection: { codes: ['KeyDisabled'] } },
        letters: [{ id: 'a', code: 'KeyDisabled' }],
      },
    },
    {
      type: 'tenant-keys.retried',
      data: {
        ...{ invocationId: 'i', selection: { all: true }, counts: { InternalError: 1 } },
        letters: [{ id: 'a', code: 'InternalError' }],
      },
    },
    { type: 'tenant-keys.queue-paused', data: { invocationId: 'i', triggers: ['t'] } },
    { type: 'tenant-keys.queue-resumed', data: { invocationId: 'i', triggers: ['t'] } },
    {
      type: 'tenant-keys.tenant-blocked',
      data: { invocationId: 'i', ...EXTERNAL, reason: 'asks for too much' },
    },
    { type: 'tenant-keys.tenant-unblocked', data: { invocationId: 'i', ...EXTERNAL } },
    {
      type: 'tenant-keys.quota-reached',
      data: { percent: 100, limit: 0, crossing: 3 },
    },
    {
      type: 'tenant-keys.fleet-checked',
      data: { invocationId: 'i', keys: 0, findings: { orphan: 0 }, planHash: 'p' },
    },
    {
      type: 'tenant-keys.fleet-repaired',
      data: {
        invocationId: 'i',
        planHash: 'p',
        repaired: [{ keyId: 'k', ...EXTERNAL }],
        left: 0,
      },
    },
  ];
  test.each(operations)(
    'about the operation $type fits its contract, which names every field',
    (each) => {
      const event = operationEventOf(each, region, nowMs);
      expect(complaints('operation-event.schema.json', event)).toEqual([]);
      const { $defs } = readJson('operation-event.schema.json');
      const variant = Object.values<Json>($defs).find(
        ({ properties }) => properties?.type?.const === each.type,
      );
      const contract = $defs[variant?.properties.data.$ref.replace('#/$defs/', '')];
      const { leftOut: _, ...ordinary } = contract.properties;
      expect(Object.keys(ordinary)).toEqual(Object.keys(event.data));
      expect([...Object.keys($defs.envelope.properties), 'data']).toEqual(Object.keys(event));
    },
  );

  const ready = { kind: 'provisioned', request, key } as const;
  test.each([
    ['a key that was created', answerOutcome({ ...ready, adopted: false }, message)],
    ['a key that existed', answerOutcome({ ...ready, adopted: true }, message)],
    ['a queued request', answerQueued(request)],
    [
      'a parked request',
      answerOutcome({ kind: 'parked', failed: wrong.failed, attempts: 1 }, message),
    ],
  ])('as answer about %s fits its contract', (_, answer) => {
    const { body } = responseOf(answer, docsUrl);
    expect(complaints('provisioning.schema.json', JSON.parse(body))).toEqual([]);
  });

  test.each([
    ['an invalid request', rejectionProblem(wrong.failed)],
    ['a body that is not JSON', rejectionProblem(unreadable.failed)],
    ['an unknown path', notFound()],
  ])('as problem of %s fits its contract', (_, problem) => {
    const body = JSON.parse(responseOf(problem, docsUrl).body);
    expect(complaints('problem.schema.json', body)).toEqual([]);
  });

  test.each([
    ['token-missing', authProblem({ kind: 'no-token' })],
    ['token-invalid', authProblem({ kind: 'bad-token', reason: 'no-jwt' })],
    ['tenant-forbidden', tenantForbidden()],
    [
      'issuer-unavailable',
      authProblem({ kind: 'no-issuer', error: new IssuerUnavailable(1_000, { cause: '' }) }),
    ],
  ])('as problem of authentication equals the sample problem.%s', (sample, problem) => {
    const { body } = responseOf(problem, docsUrl);
    expect(JSON.parse(body)).toEqual(readJson(`samples/problem.${sample}.json`));
  });

  test('as problem of a conflict, and as its event, equals the samples', () => {
    const sample = readJson('samples/problem.conflict.json');
    const { problems, ...names } = readJson('samples/key-rejected.conflict.json');
    const identity = { requestId: 'req-2026-0001', tenantId: 'acme', keyName: 'orders' };
    const vendor = { kmsRequestId: 'c2af8a64-c922-4d55-aee0-bd86a5c2cd12' };
    const failed = {
      ...({ kind: 'failed', code: 'KeyConflict', stage: 'create', vendor } as const),
      ...{ problems: sample.errors, identity: { ...identity, fingerprint: 'f' } },
    };
    const { body } = responseOf(rejectionProblem(failed), docsUrl);
    expect(JSON.parse(body)).toEqual(sample);
    const event = cloudEventOf({ type: 'tenant-key.rejected', failed }, region, docsUrl, nowMs);
    expect(event.data).toEqual({ ...names, problems });
  });

  test('about a message that names its tenant and not its request equals the samples', () => {
    const { id: _, seal: __, ...sample } = readJson('samples/dead-letter.claimed.json');
    const parsed = parseRequest(sample.text);
    if (parsed.ok) throw new Error('The domain accepts it.');
    const { failed } = parsed;
    const source = { door: 'queue', topic: 'key-requests', partition: 0, offset: 38 } as const;
    const nameless: Message = { text: sample.text, source, callerWaits: false };
    const parking = { message: nameless, failed, attempts: 1, state: 'parked' } as const;
    const deadLetter = deadLetterOf(parking, '2026-11-23T08:20:00.000Z', docsUrl);
    expect(deadLetter).toEqual({ ...sample, id: expect.stringMatching(/^dl_[\w-]{43}$/) });
    const parked = { type: 'tenant-key.parked', message: nameless, failed } as const;
    const event = cloudEventOf(parked, region, docsUrl, Date.parse('2026-11-23T08:20:00.000Z'));
    const { id, data, ...attributes } = readJson('samples/cloud-event.parked.claimed.json');
    expect(JSON.parse(JSON.stringify(event))).toEqual({
      ...{ ...attributes, id: expect.any(String) },
      data: { ...data, deadLetterId: deadLetter.id },
    });
  });

  test('as problem of an invalid request equals its sample', () => {
    const { problems } = readJson('samples/key-rejected.json');
    const sample = parseRequest(
      '{"requestId":"req-2026-0004","tenantId":"acme","keyName":"Orders","tags":{"project":"orders"},"owner":"me"}',
    );
    if (sample.ok) throw new Error('The domain accepts it.');
    expect(sample.failed.problems).toHaveLength(problems.length);
    expect(sample.failed.problems).toEqual(expect.arrayContaining(problems));
  });
});

describe('the OpenAPI document', () => {
  const errors = '401 403 404 405 422 429 432 433 500 502 503';
  const routes: readonly (readonly [path: string, method: string, statuses: string])[] = [
    [
      '/v1/tenants/{tenantId}/keys',
      'post',
      '200 201 202 400 401 403 404 405 409 413 415 422 429 432 433 500 502 503',
    ],
    ['/v1/tenants/{tenantId}/keys', 'get', `200 400 ${errors}`],
    ['/v1/tenants/{tenantId}/keys/{keyName}', 'get', `200 400 ${errors}`],
    [
      '/v1/tenants/{tenantId}/plans',
      'post',
      '200 400 401 403 404 405 413 415 422 429 432 433 500 502 503',
    ],
    ['/v1/keys', 'get', '200 400 401 403 405 429 432 433 500 502 503'],
    [
      '/v1/tenants/{tenantId}/requests/{requestId}',
      'get',
      '200 400 401 403 404 405 422 432 433 500 501 503',
    ],
    ['/healthz', 'get', '200 400 432 433'],
    ['/openapi.json', 'get', '200 400 432 433'],
  ];
  const openapi = readYaml('openapi.yaml');
  const document = openapiDocument();

  test.each(routes)('lists the statuses of %s %s', (path, method, statuses) => {
    expect(Object.keys(openapi.paths[path][method].responses).join(' ')).toBe(statuses);
  });

  test('has no other routes', () => {
    const methods = (path: string) =>
      Object.keys(openapi.paths[path]).filter((key) => key !== 'parameters');
    const described = Object.keys(openapi.paths).flatMap((path) =>
      methods(path).map((method) => [path, method]),
    );
    expect(described).toEqual(routes.map(([path, method]) => [path, method]));
  });

  test('has the headers for the next attempt and for the location of the key', () => {
    const { responses } = openapi.components;
    for (const name of ['TooManyRequests', 'Unavailable']) {
      expect(responses[name].headers).toHaveProperty('Retry-After');
    }
    for (const name of ['Unauthenticated', 'Forbidden']) {
      expect(responses[name].headers).toHaveProperty('WWW-Authenticate');
    }
    for (const status of ['200', '201', '202']) {
      const { post } = openapi.paths['/v1/tenants/{tenantId}/keys'];
      expect(post.responses[status].headers).toHaveProperty('Location');
    }
    const { '202': accepted } = openapi.paths['/v1/tenants/{tenantId}/keys'].post.responses;
    const { '200': status } =
      openapi.paths['/v1/tenants/{tenantId}/requests/{requestId}'].get.responses;
    const { $ref: shared } = accepted.headers['Retry-After'];
    expect(status.headers['Retry-After']).toEqual({ $ref: shared });
  });

  test('requires a token for the routes of keys, and for no others', () => {
    expect(openapi.security).toEqual([{ bearer: [] }]);
    for (const [path, method] of routes) {
      const { security, responses } = openapi.paths[path][method];
      const isOpen = !path.startsWith('/v1/');
      expect(security, path).toEqual(isOpen ? [] : undefined);
      expect('401' in responses, path).toBe(!isOpen);
    }
  });

  test('answers every error with a problem document, except those of the platform', () => {
    const { Busy, TimedOut, ...own } = openapi.components.responses;
    for (const response of Object.values<Json>(own)) {
      const { schema } = response.content['application/problem+json'];
      expect(schema).toEqual({ $ref: './problem.schema.json' });
    }
    for (const { content } of [Busy, TimedOut]) {
      const { schema } = content['application/json'];
      expect(schema).toEqual({ $ref: '#/components/schemas/PlatformFailure' });
    }
  });

  test('has the failures of the platform as the local cloud answers them', () => {
    const { Busy, TimedOut } = openapi.components.responses;
    const declaration = readYaml('../serverless.yml');
    const { memorySize, timeout, instancesMax } = declaration.inputs.functions['accept-request'];
    const memoryMb = memorySize * instancesMax;
    for (const [response, failed] of [
      [Busy, overloaded('accept-request', 'reserved', memoryMb)],
      [TimedOut, timedOut('Invoking', timeout * 1_000)],
    ]) {
      const { example } = response.content['application/json'];
      expect(failureJson({ ...failed, requestId: example.requestId })).toEqual(example);
    }
  });

  test('accepts exactly the fields of a request in the body', () => {
    const { properties } = openapi.components.schemas.HttpKeyRequest;
    expect(Object.keys(properties)).toEqual(
      Object.keys(readJson('key-request.schema.json').properties),
    );
  });

  test('has no broken references', () => {
    expect(danglingRefs(openapi)).toEqual([]);
  });

  test('has no external references when it is bundled', () => {
    expect(refsOf(document).filter((ref) => !ref.startsWith('#/'))).toEqual([]);
    expect(danglingRefs(document)).toEqual([]);
    expect(JSON.stringify(document)).not.toMatch(/externalValue|x-message|x-specification|"\$id"/);
  });

  test('has valid examples when it is bundled', () => {
    const validator = new Ajv2020({ strict: false, formats: STRICT_FORMATS });
    validator.addSchema({ $id: 'openapi', ...document });
    const examples = mediaOf(document).flatMap((media) =>
      examplesOf(media).map((example) => [media.schema, example] as const),
    );
    expect(examples).toHaveLength(45);
    for (const [schema, example] of examples) {
      const whole = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"openapi#/'));
      expect(validator.validate(whole, example), JSON.stringify(example)).toBe(true);
    }
  });

  test('has examples of requests that are valid', () => {
    const { KeyRequest: requestBody } = openapi.components.requestBodies;
    const shared = { $ref: '#/components/requestBodies/KeyRequest' };
    for (const path of ['keys', 'plans']) {
      expect(openapi.paths[`/v1/tenants/{tenantId}/${path}`].post.requestBody).toEqual(shared);
    }
    const tenantId = openapi.components.parameters.tenantId.example;
    const bodies = examplesOf(requestBody.content['application/json']);
    expect(bodies).toHaveLength(2);
    for (const body of bodies) {
      const request = parseRequest(JSON.stringify({ tenantId, ...body }));
      expect(request, JSON.stringify(body)).toMatchObject({ ok: true });
    }
  });

  /** The examples beside a schema. */
  function examplesOf({ example, examples = {} }: Json): Json[] {
    const named = Object.values<Json>(examples).map(({ value }) => value);
    return example === undefined ? named : [example, ...named];
  }

  /** Everything in a document that has a schema and may have examples. */
  function mediaOf(node: unknown): Json[] {
    if (typeof node !== 'object' || node === null) return [];
    const below = Object.values(node).flatMap(mediaOf);
    return 'schema' in node ? [node as Json, ...below] : below;
  }
});

describe('the AsyncAPI document', () => {
  const asyncapi = readYaml('asyncapi.yaml');

  test('has no broken references', () => {
    expect(danglingRefs(asyncapi)).toEqual([]);
  });

  const topics: readonly (readonly [
    topic: string,
    channel: string,
    actions: string,
    contracts: string,
  ])[] = [
    ['key-requests', 'keyRequests', 'receive send', 'key-request'],
    ['key-events', 'keyEvents', 'send', 'cloud-event operation-event'],
    ['key-dead-letters', 'keyDeadLetters', 'receive send', 'dead-letter'],
    ['key-quota', 'keyQuota', 'receive send', 'quota-level'],
    ['key-status', 'keyStatus', 'receive send', 'instance-report tenant-block'],
  ];
  test.each(topics)(
    'has the messages of the topic %s and their direction',
    (topic, channel, actions, contracts) => {
      const { address, bindings, messages } = asyncapi.channels[channel];
      expect([address, bindings.kafka.topic]).toEqual([topic, topic]);

      const ways = Object.values<Json>(asyncapi.operations)
        .filter((operation) => operation.channel.$ref === `#/channels/${channel}`)
        .map(({ action }) => action);
      expect([...new Set(ways)].sort().join(' ')).toBe(actions);

      const payloads = Object.keys(messages)
        .map((name) => asyncapi.components.messages[name].payload)
        .filter((payload) => payload.type !== 'null');
      const refs: readonly string[] = payloads.map(({ $ref }) => $ref);
      expect(new Set(refs).size).toBe(refs.length);
      expect(new Set(refs.map((ref) => ref.split('#')[0]))).toEqual(
        new Set(contracts.split(' ').map((schema) => `./${schema}.schema.json`)),
      );
    },
  );

  test('has no other topics', () => {
    expect(Object.keys(asyncapi.channels)).toEqual(topics.map(([, channel]) => channel));
  });

  test('has a message for every type of event', () => {
    const types = ['cloud-event', 'operation-event'].flatMap(
      (name) => readJson(`${name}.schema.json`).$defs.envelope.properties.type.enum,
    );
    const { messages } = asyncapi.components;
    const published = Object.keys(asyncapi.channels.keyEvents.messages).map(
      (name) => messages[name],
    );
    expect(published.map(({ name }) => name)).toEqual(types);
    expect(new Set(published.map(({ contentType }) => contentType))).toEqual(
      new Set(['application/cloudevents+json']),
    );
  });

  test('has one type of event in each message', () => {
    const { messages } = asyncapi.components;
    for (const [name, { $ref }] of Object.entries<Json>(asyncapi.channels.keyEvents.messages)) {
      const message = messages[$ref.split('/').at(-1)];
      const [file = '', pointer = ''] = message.payload.$ref.replace('./', '').split('#/$defs/');
      const { properties } = readJson(file).$defs[pointer];
      expect(properties.type.const, name).toBe(message.name);
    }
  });

  test.each(['keyDeadLetters', 'keyQuota', 'keyStatus'])('describes %s as compacted', (channel) => {
    const { kafka } = asyncapi.channels[channel].bindings;
    expect(kafka.topicConfiguration).toEqual({ 'cleanup.policy': ['compact'] });
  });

  test('lists the messages that each operation sends', () => {
    const sentBy = (operation: string) =>
      asyncapi.operations[operation].messages.map(({ $ref }: Json) => $ref.split('/').at(-1));
    expect([...sentBy('announceOutcome'), ...sentBy('announceOperation')]).toEqual(
      Object.keys(asyncapi.channels.keyEvents.messages),
    );
  });
});

function refsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    (key === '$ref' || key === 'externalValue') && typeof value === 'string'
      ? [value]
      : refsOf(value),
  );
}

/** The broken references of a document, and of the files that it refers to. */
function danglingRefs(document: Json, base: Json = document, seen = new Set<string>()): string[] {
  return refsOf(document).flatMap((ref) => {
    const [path = '', fragment = ''] = ref.split('#');
    if (path !== '' && !existsSync(new URL(path, events))) return [ref];
    const target = path === '' ? base : readJson(path);
    const found = fragment
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<Json | undefined>((node, step) => node?.[step], target);
    if (found === undefined) return [ref];
    if (path === '' || seen.has(path)) return [];
    seen.add(path);
    return danglingRefs(target, target, seen);
  });
}
