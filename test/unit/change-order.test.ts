import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderChanges } from '../../deploy/plan/order.ts';
import { planDeployment } from '../../deploy/plan/plan.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Change } from '../../deploy/state/change.ts';
import type { Found } from '../../deploy/state/found.ts';
import { SAMPLE, withFunction, withoutFunction } from './sample-application.ts';
import { EMPTY, foundOf, withFound } from './sample-found.ts';

const FOUND = foundOf(SAMPLE);

test('triggers are created last: after permissions, functions and their settings', () => {
  expect(kindsOf(SAMPLE, EMPTY)).toEqual([
    'authorization',
    ...['topic', 'topic', 'policy', 'policy', 'policy', 'role', 'role', 'role'],
    ...['function', 'function', 'function', 'concurrency', 'concurrency', 'concurrency'],
    ...['async', 'async', 'async', 'trigger', 'trigger', 'trigger'],
  ]);
});

test('what left the file is deleted before any new trigger, the function with its mark last', () => {
  const renamed = withFunction(SAMPLE, 'redrive', {
    name: 'redrive-letters',
    role: { ...SAMPLE.functions[2]!.role, name: 'tenant-keys-redrive-letters' },
  });
  expect(spelledOf(renamed, FOUND)).toEqual([
    'create policy tenant-keys-redrive-letters',
    'create role tenant-keys-redrive-letters',
    'delete trigger redrive/timer/every-minute',
    'delete role tenant-keys-redrive',
    'delete policy tenant-keys-redrive',
    'delete function redrive',
    'create function redrive-letters',
    'create concurrency redrive-letters',
    'create async redrive-letters',
    'create trigger redrive-letters/timer/every-minute',
  ]);
});

/** An environment with this rate for KMS and for tags. */
const withRate = (rate: string) => ({
  ...SAMPLE.functions[0]!.environment,
  KMS_CALLS_PER_SECOND_MAX: rate,
  TAG_CALLS_PER_SECOND_MAX: rate,
});

test('more instances at a lower rate: the rate comes first', () => {
  const change = { instancesMax: 8, environment: withRate('1') };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update function accept-request',
    'update concurrency accept-request',
  ]);
});

test('fewer instances at a higher rate: the instances come first', () => {
  const change = { instancesMax: 2, environment: withRate('16') };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update concurrency accept-request',
    'update function accept-request',
  ]);
});

test('less memory for each instance allows more of them: it comes last', () => {
  const change = { memoryMb: 128 };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update concurrency accept-request',
    'update function accept-request',
  ]);
});

test('without a reservation the instances are unlimited: it is created first', () => {
  const found = withFound(FOUND, 'concurrency', 'accept-request', undefined);
  const application = withFunction(SAMPLE, 'accept-request', { environment: withRate('9') });
  expect(spelledOf(application, found)).toEqual([
    'create concurrency accept-request',
    'update function accept-request',
  ]);
});

test('a replaced function gets its reservation afterwards', () => {
  const application = withFunction(SAMPLE, 'accept-request', {
    runtime: 'Nodejs18.15',
    instancesMax: 1,
  });
  expect(spelledOf(application, FOUND).slice(0, 2)).toEqual([
    'replace function accept-request',
    'create concurrency accept-request',
  ]);
});

test('a function whose creation failed gets its reservation after it was created', () => {
  const found = withFound(FOUND, 'function', 'accept-request', { status: 'CreateFailed' });
  const application = withFunction(SAMPLE, 'accept-request', { instancesMax: 1 });
  expect(spelledOf(application, found).slice(0, 2)).toEqual([
    'replace function accept-request',
    'create concurrency accept-request',
  ]);
});

test('a higher rate for tags alone comes after the lower rates of another function', () => {
  const { environment } = SAMPLE.functions[0]!;
  const higher = { environment: { ...environment, TAG_CALLS_PER_SECOND_MAX: '19' } };
  const lower = { environment: withRate('1') };
  const application = withFunction(
    withFunction(SAMPLE, 'accept-request', higher),
    'provision-keys',
    lower,
  );
  expect(spelledOf(application, FOUND)).toEqual([
    'update function provision-keys',
    'update function accept-request',
  ]);
});

const SHARE = fc.record({
  instancesMax: fc.integer({ min: 1, max: 8 }),
  memoryMb: fc.constantFrom(128, 256, 512),
  rate: fc.integer({ min: 1, max: 32 }),
});

type Share = { readonly instancesMax: number; readonly memoryMb: number; readonly rate: number };

test('at no time do all instances together exceed the larger of the rates before and after', () => {
  const shares = fc.tuple(SHARE, SHARE, SHARE);
  fc.assert(
    fc.property(shares, shares, (before, after) => {
      const found = foundOf(sharing(before));
      const application = sharing(after);
      const sumMax = Math.max(sumOf(found), sumOf(foundOf(application)));
      let now = found;
      for (const change of orderChanges(planDeployment(application, found), application, found)) {
        now = applied(change, application, now);
        expect(sumOf(now)).toBeLessThanOrEqual(sumMax + 1e-9);
      }
      expect(planDeployment(application, now)).toEqual([]);
    }),
  );
});

test('a function that leaves is deleted before another gets its share of the rate', () => {
  const grown = withFunction(SAMPLE, 'accept-request', { instancesMax: 5 });
  expect(spelledOf(withoutFunction(grown, 'redrive'), FOUND).slice(-2)).toEqual([
    'delete function redrive',
    'update concurrency accept-request',
  ]);
});

function sharing(shares: readonly Share[]): Application {
  return SAMPLE.functions.reduce((application, { name }, index) => {
    const { rate, ...share } = shares[index]!;
    return withFunction(application, name, { ...share, environment: withRate(String(rate)) });
  }, SAMPLE);
}

/** The calls of KMS that all instances may make in a second. */
function sumOf(found: Found): number {
  return [...found.function].reduce((sum, [name, { memoryMb, environment }]) => {
    const instances = found.concurrency.get(name)!.reservedMb / memoryMb;
    return sum + instances * Number(environment.KMS_CALLS_PER_SECOND_MAX);
  }, 0);
}

/** The account after a change, which is either of a function or of its concurrency. */
function applied({ resource }: Change, application: Application, found: Found): Found {
  const kind = resource.kind === 'function' ? 'function' : 'concurrency';
  return withFound(found, kind, resource.name, foundOf(application)[kind].get(resource.name));
}

function kindsOf(application: Application, found: Found): readonly string[] {
  return ordered(application, found).map(({ resource }) => resource.kind);
}

function spelledOf(application: Application, found: Found): readonly string[] {
  return ordered(application, found).map(
    ({ verb, resource }) => `${verb} ${resource.kind} ${resource.name}`,
  );
}

function ordered(application: Application, found: Found): readonly Change[] {
  return orderChanges(planDeployment(application, found), application, found);
}
