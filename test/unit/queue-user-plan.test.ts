import { expect, test } from 'vitest';
import { orderChanges } from '../../deploy/plan/order.ts';
import { planDeployment } from '../../deploy/plan/plan.ts';
import type { Application } from '../../deploy/state/application.ts';
import type { Found } from '../../deploy/state/found.ts';
import { SAMPLE, withFunction } from './sample-application.ts';
import { foundOf, withFound } from './sample-found.ts';

// The user with which the platform reads a topic for a trigger, which the cloud may not return.

type Login = { readonly user: string; readonly password: string };

const QUEUE = 'provision-keys/ckafka/ckafka-local000-key-requests';

const OLD = { user: 'old', password: 'first' };
const NEW = { user: 'new', password: 'second' };

/** The sample, in which the function and its trigger have this user. */
function withUser(login: Login | undefined): Application {
  const { environment, triggers } = SAMPLE.functions[1]!;
  if (login === undefined) return SAMPLE;
  return withFunction(SAMPLE, 'provision-keys', {
    environment: { ...environment, TOPICS_USER: login.user, TOPICS_PASSWORD: login.password },
    triggers: triggers.map((one) => (one.type === 'ckafka' ? { ...one, login } : one)),
  });
}

function planned(application: Application, found: Found) {
  return orderChanges(planDeployment(application, found), application, found);
}

function changesFrom(before: Login | undefined, after: Login | undefined) {
  return planned(withUser(after), foundOf(withUser(before)));
}

test('a trigger whose function has the declared user is left as it is', () => {
  expect(changesFrom(OLD, OLD)).toEqual([]);
});

test.each([
  ['another user', OLD, { ...OLD, user: 'new' }],
  ['another password', OLD, { ...OLD, password: 'second' }],
  ['both others', OLD, NEW],
  ['a first user', undefined, NEW],
])('%s replaces the trigger, before its function gets it', (_, before, after) => {
  expect(changesFrom(before, after)).toMatchObject([
    { verb: 'replace', resource: { kind: 'trigger', name: QUEUE } },
    { verb: 'update', resource: { kind: 'function', name: 'provision-keys' } },
  ]);
});

test('another user and another consumer group replace the trigger before its function too', () => {
  const desc = JSON.stringify({ consumerGroupName: 'other' });
  const found = withFound(foundOf(withUser(OLD)), 'trigger', QUEUE, { desc });
  expect(planned(withUser(NEW), found).map(({ resource }) => resource.kind)).toEqual([
    'trigger',
    'function',
  ]);
});

test('the change of a user is shown without the passwords', () => {
  const [change] = changesFrom(OLD, NEW);
  expect(change?.fields).toEqual([
    { name: 'user', before: 'old', after: 'new' },
    { name: 'password', before: '(secret)', after: '(another secret)' },
  ]);
});

test.each([
  ['another user', { easConfig: { user: 'foreign', password: '******' } }, ['user']],
  ['another user as text', { easConfig: '{"user":"foreign","password":"first"}' }, ['user']],
  ['another password', { easConfig: { user: 'old', password: 'foreign' } }, ['password']],
  ['the same user, and asterisks', { easConfig: { user: 'old', password: '***' } }, []],
])('what the cloud does return counts: %s', (_, desc, differing) => {
  const application = withUser(OLD);
  const found = withFound(foundOf(application), 'trigger', QUEUE, { desc: JSON.stringify(desc) });
  const names = planned(application, found).flatMap(({ fields }) => fields.map(({ name }) => name));
  expect(names).toEqual(differing);
});

test('a trigger that only changes its batches is updated after its function', () => {
  const application = withUser(OLD);
  const { triggers } = application.functions[1]!;
  const changed = withFunction(application, 'provision-keys', {
    timeoutS: 90,
    triggers: triggers.map((one) => (one.type === 'ckafka' ? { ...one, maxMsgNum: 7 } : one)),
  });
  expect(planned(changed, foundOf(application))).toMatchObject([
    { verb: 'update', resource: { kind: 'function' } },
    { verb: 'update', resource: { kind: 'trigger', name: QUEUE } },
  ]);
});
