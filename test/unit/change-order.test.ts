import fc from 'fast-check';
import { expect, test } from 'vitest';
import { orderChanges, planDeployment } from '../../deploy/plan/plan.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Change } from '../../deploy/state/change.ts';
import type { Found } from '../../deploy/state/found.ts';
import { SAMPLE, withFunction, withoutFunction } from './sample-application.ts';
import { EMPTY, foundOf, withFound } from './sample-found.ts';

const FOUND = foundOf(SAMPLE);

test('nothing is triggered before it is whole: rights, functions, their settings, triggers', () => {
  expect(kindsOf(SAMPLE, EMPTY)).toEqual([
    ...['topic', 'topic', 'policy', 'policy', 'policy', 'role', 'role', 'role'],
    ...['function', 'function', 'function', 'concurrency', 'concurrency', 'concurrency'],
    ...['async', 'async', 'async', 'trigger', 'trigger', 'trigger'],
  ]);
});

test('what leaves is gone before anything new is triggered, the function with its mark last', () => {
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

/** Both paces, since they rise and fall together. */
const PACED = (rateLimiter: string) => ({
  ...SAMPLE.functions[0]!.environment,
  KMS_CALLS_PER_SECOND: rateLimiter,
  TAG_CALLS_PER_SECOND: rateLimiter,
});

test('more instances at a lower pace: the pace comes first', () => {
  const change = { instancesMax: 8, environment: PACED('1') };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update function accept-request',
    'update concurrency accept-request',
  ]);
});

test('fewer instances at a higher pace: the instances come first', () => {
  const change = { instancesMax: 2, environment: PACED('16') };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update concurrency accept-request',
    'update function accept-request',
  ]);
});

test('less memory for each makes more instances of the same reservation: it comes last', () => {
  const change = { memoryMb: 128 };
  expect(spelledOf(withFunction(SAMPLE, 'accept-request', change), FOUND)).toEqual([
    'update concurrency accept-request',
    'update function accept-request',
  ]);
});

test('where nothing was reserved there may be any number of instances: that is mended first', () => {
  const found = withFound(FOUND, 'concurrency', 'accept-request', undefined);
  const application = withFunction(SAMPLE, 'accept-request', { environment: PACED('9') });
  expect(spelledOf(application, found)).toEqual([
    'create concurrency accept-request',
    'update function accept-request',
  ]);
});

test('a function that is made anew gets its reservation after it', () => {
  const application = withFunction(SAMPLE, 'accept-request', {
    runtime: 'Nodejs18.15',
    instancesMax: 1,
  });
  expect(spelledOf(application, FOUND).slice(0, 2)).toEqual([
    'replace function accept-request',
    'create concurrency accept-request',
  ]);
});

const SHARE = fc.record({
  instancesMax: fc.integer({ min: 1, max: 8 }),
  memoryMb: fc.constantFrom(128, 256, 512),
  pace: fc.integer({ min: 1, max: 32 }),
});

type Share = { readonly instancesMax: number; readonly memoryMb: number; readonly pace: number };

test('whatever changes, all instances together never exceed what they do before and after', () => {
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

test('a function that leaves makes room before another takes it', () => {
  const grown = withFunction(SAMPLE, 'accept-request', { instancesMax: 5 });
  expect(spelledOf(withoutFunction(grown, 'redrive'), FOUND).slice(-2)).toEqual([
    'delete function redrive',
    'update concurrency accept-request',
  ]);
});

function sharing(shares: readonly Share[]): Application {
  return SAMPLE.functions.reduce((application, { name }, index) => {
    const { pace: rateLimiter, ...share } = shares[index]!;
    return withFunction(application, name, { ...share, environment: PACED(String(rateLimiter)) });
  }, SAMPLE);
}

/** The calls of KMS that all instances may make in a second. */
function sumOf(found: Found): number {
  return [...found.function].reduce((sum, [name, { memoryMb, environment }]) => {
    const instances = found.concurrency.get(name)!.reservedMb / memoryMb;
    return sum + instances * Number(environment.KMS_CALLS_PER_SECOND);
  }, 0);
}

/** What is there after a change, which is either of a function or of its concurrency. */
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
